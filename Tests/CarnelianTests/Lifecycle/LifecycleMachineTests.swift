import Carnelian
import CarnelianCore
import Testing

/// The life of a scheduler, each event in each status.
@Suite struct LifecycleMachineTests {
    enum Event: CaseIterable, Sendable {
        case begin, joined, standby, start, stop, ended
    }

    private static func machine(in status: Scheduler.Status) throws -> LifecycleMachine {
        var machine = LifecycleMachine()
        if status == .created { return machine }
        try machine.begin()
        if status == .starting { return machine }
        machine.joined()
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
            machine.joined()
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
        machine.joined()
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
}
