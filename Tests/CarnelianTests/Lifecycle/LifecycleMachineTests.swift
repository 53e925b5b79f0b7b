import Carnelian
import CarnelianCore
import Testing

/// The life of a scheduler, each event in each status.
@Suite struct LifecycleMachineTests {
    enum Event: CaseIterable, Sendable {
        case begin, joined, standby, start, stop, ended
    }

    private static let now = Timestamp(milliseconds: 1_000)

    private static func machine(in status: Scheduler.Status) throws -> LifecycleMachine {
        var machine = LifecycleMachine()
        if status == .created { return machine }
        try machine.begin()
        if status == .starting { return machine }
        machine.joined(at: Self.now)
        if status == .running { return machine }
        if status == .standby {
            machine.standby()
            return machine
        }
        machine.stop()
        if status == .stopped { machine.ended() }
        return machine
    }

    @Test(arguments: Scheduler.Status.allCases, Event.allCases)
    func everyEventInEveryStatus(status: Scheduler.Status, event: Event) throws {
        var machine = try Self.machine(in: status)
        #expect(machine.status == status)
        let expected: Scheduler.Status
        switch event {
        case .begin:
            if status == .created {
                try machine.begin()
                expected = .starting
            } else {
                #expect(throws: CarnelianError.self) { try machine.begin() }
                expected = status
            }
        case .joined:
            machine.joined(at: Self.now)
            expected = status == .starting ? .running : status
        case .standby:
            machine.standby()
            expected = status == .running ? .standby : status
        case .start:
            machine.start()
            expected = status == .standby ? .running : status
        case .stop:
            machine.stop()
            expected = status == .stopped ? .stopped : .draining
        case .ended:
            machine.ended()
            expected = .stopped
        }
        #expect(machine.status == expected)
    }

    @Test(arguments: Scheduler.Status.allCases)
    func permission(status: Scheduler.Status) throws {
        let machine = try Self.machine(in: status)
        switch status {
        case .running: #expect(machine.permission == .go)
        case .created, .starting, .standby: #expect(machine.permission == .pause)
        case .draining, .stopped: #expect(machine.permission == .stop)
        }
        #expect(machine.isStopping == (machine.permission == .stop))
    }

    @Test func standbyBeforeTheStartHolds() throws {
        var machine = LifecycleMachine()
        machine.standby()
        try machine.begin()
        machine.joined(at: Self.now)
        #expect(machine.status == .standby)
        machine.start()
        #expect(machine.status == .running)
    }

    @Test func givingUpIsRemembered() {
        var machine = LifecycleMachine()
        #expect(!machine.isGivingUp)
        machine.giveUp()
        #expect(machine.isGivingUp)
    }

    @Test func aDelayBeforeTheStartCountsFromJoining() throws {
        var machine = LifecycleMachine()
        machine.start(after: .seconds(5), at: Self.now)
        #expect(machine.startsAt == nil)
        try machine.begin()
        let joined = Self.now.advanced(by: .seconds(60))
        machine.joined(at: joined)
        #expect(machine.status == .standby)
        #expect(machine.startsAt == joined.advanced(by: .seconds(5)))
        machine.timePassed(to: joined.advanced(by: .milliseconds(4_999)))
        #expect(machine.status == .standby)
        machine.timePassed(to: joined.advanced(by: .seconds(5)))
        #expect(machine.status == .running)
        #expect(machine.startsAt == nil)
    }

    @Test(arguments: Scheduler.Status.allCases)
    func aDelayInEveryStatus(status: Scheduler.Status) throws {
        var machine = try Self.machine(in: status)
        machine.start(after: .seconds(5), at: Self.now)
        #expect(machine.status == status)
        #expect(machine.startsAt == (status == .standby ? Self.now.advanced(by: .seconds(5)) : nil))
        #expect(machine.wantsStandby == [.created, .starting, .standby].contains(status))
    }

    @Test(arguments: [true, false])
    func standbyAndStartTakeTheDelaysPlace(starts: Bool) throws {
        var machine = try Self.machine(in: .standby)
        machine.start(after: .seconds(5), at: Self.now)
        if starts { machine.start() } else { machine.standby() }
        #expect(machine.startsAt == nil)
        machine.timePassed(to: Self.now.advanced(by: .seconds(50)))
        #expect(machine.status == (starts ? .running : .standby))
    }
}
