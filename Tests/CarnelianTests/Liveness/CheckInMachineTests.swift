import Carnelian
import CarnelianCore
import Testing

/// When a node checks in and what follows.
@Suite struct CheckInMachineTests {
    private func machine() -> CheckInMachine {
        CheckInMachine(instance: "me", interval: .milliseconds(7_500), grace: .milliseconds(7_500))
    }

    private func time(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds) }

    private func peer(_ name: String) -> ClusterNode {
        ClusterNode(instance: InstanceID(rawValue: name), lastCheckIn: time(0), checkInInterval: .seconds(7))
    }

    @Test func theFirstCheckInHasNoPrevious() {
        var machine = machine()
        let first = machine.checkIn(at: time(1_000))
        #expect(first.previous == nil)
        #expect(first.instance == "me")
        let findings = machine.succeeded(first, CheckInResult(nodes: [], failed: [], wasRecovered: false))
        #expect(findings.failed.isEmpty)
        #expect(!findings.mustFence)
        #expect(machine.checkIn(at: time(2_000)).previous == time(1_000))
        #expect(machine.nextTime(after: time(1_000), jitter: 0) == time(8_500))
    }

    @Test func aFirstCheckInStandsOnlyOnceItsFindingsAreRecovered() {
        var machine = machine()
        let first = machine.checkIn(at: time(1_000))
        let findings = machine.succeeded(first, CheckInResult(nodes: [], failed: [peer("me")], wasRecovered: false))
        #expect(findings.failed.map(\.instance) == ["me"])
        #expect(machine.checkIn(at: time(2_000)).previous == nil)
        machine.recovered(first)
        #expect(machine.checkIn(at: time(2_000)).previous == time(1_000))
    }

    @Test func laterFailuresOfPeersDoNotUndoTheCheckIn() {
        var machine = machine()
        _ = machine.succeeded(machine.checkIn(at: time(0)), CheckInResult(nodes: [], failed: [], wasRecovered: false))
        let second = machine.checkIn(at: time(7_500))
        let findings = machine.succeeded(
            second, CheckInResult(nodes: [], failed: [peer("other")], wasRecovered: false)
        )
        #expect(findings.failed.map(\.instance) == ["other"])
        #expect(machine.previous == time(7_500))
    }

    @Test func aNodeTakenForDeadFencesItself() {
        var machine = machine()
        let first = machine.checkIn(at: time(0))
        let early = machine.succeeded(first, CheckInResult(nodes: [], failed: [], wasRecovered: true))
        #expect(!early.mustFence)
        let second = machine.checkIn(at: time(60_000))
        let late = machine.succeeded(second, CheckInResult(nodes: [], failed: [], wasRecovered: true))
        #expect(late.mustFence)
    }

    @Test(arguments: [Duration.milliseconds(100), .milliseconds(7_500), .seconds(60)])
    func threeSlowRetriesFitIntoThePeersGrace(grace: Duration) {
        var machine = CheckInMachine(instance: "me", interval: .seconds(1), grace: grace)
        // The interval has passed; each try takes as long as a try may take and fails.
        var now = time(0)
        var tries = 0
        while true {
            let end = now.advanced(by: machine.tryLimit)
            guard time(0).duration(to: end) <= grace else { break }
            tries += 1
            machine.failed()
            now = machine.nextTime(after: end, jitter: 0)
        }
        #expect(tries >= 3)
    }

    @Test func aSuccessEndsTheRetries() {
        var machine = machine()
        machine.failed()
        #expect(machine.nextTime(after: time(0), jitter: 0) == time(50))
        #expect(machine.nextTime(after: time(0), jitter: 1) == time(37))
        machine.failed()
        #expect(machine.nextTime(after: time(0), jitter: 0) == time(100))
        for _ in 0..<100 { machine.failed() }
        #expect(machine.nextTime(after: time(0), jitter: 0) == time(1_875))
        _ = machine.succeeded(machine.checkIn(at: time(9)), CheckInResult(nodes: [], failed: [], wasRecovered: false))
        #expect(machine.nextTime(after: time(9), jitter: 1) == time(7_509))
    }
}
