import CarnelianCore
import Testing

/// Every state with every event, against Quartz's table written out as rows.
struct TriggerTransitionTests {
    private static let all = TriggerState.allCases
    private static let free = TriggerConditions()
    private static let blocked = TriggerConditions(isBlocked: true)
    private static let paused = TriggerConditions(isPaused: true)
    private static let pausedBlocked = TriggerConditions(isPaused: true, isBlocked: true)
    private static let over = TriggerConditions(hasNext: false)

    /// The changes an event makes; states not named stay.
    private static let changes: [(TriggerEvent, [TriggerState: TriggerState])] = [
        (.store(free), to(.waiting)),
        (.store(blocked), to(.blocked)),
        (.store(paused), to(.paused)),
        (.store(pausedBlocked), to(.pausedBlocked)),
        (.store(over), to(.complete)),
        (.acquire, [.waiting: .acquired]),
        (.release(free), [.acquired: .waiting]),
        (.release(blocked), [.acquired: .blocked]),
        (.fire(hasNext: true, exclusive: false), [.waiting: .waiting, .acquired: .waiting]),
        (.fire(hasNext: true, exclusive: true), [.waiting: .blocked, .acquired: .blocked]),
        (.fire(hasNext: false, exclusive: false), [.waiting: .complete, .acquired: .complete]),
        (.fire(hasNext: false, exclusive: true), [.waiting: .complete, .acquired: .complete]),
        (.siblingFired, [.waiting: .blocked, .acquired: .blocked, .paused: .pausedBlocked]),
        (.unblock, [.blocked: .waiting, .pausedBlocked: .paused]),
        (.pause, [.waiting: .paused, .acquired: .paused, .blocked: .pausedBlocked]),
        (.resume(free), [.paused: .waiting, .pausedBlocked: .waiting]),
        (.resume(blocked), [.paused: .blocked, .pausedBlocked: .blocked]),
        (.resume(over), [:]),
        (.finish, to(.complete)),
        (.park, to(.error)),
        (.reset(free), [.error: .waiting]),
        (.reset(blocked), [.error: .blocked]),
        (.reset(paused), [.error: .paused]),
        (.reset(pausedBlocked), [.error: .pausedBlocked]),
        (.reset(over), [.error: .complete]),
    ]

    private static func to(_ state: TriggerState) -> [TriggerState: TriggerState] {
        Dictionary(uniqueKeysWithValues: all.map { ($0, state) })
    }

    @Test func everyStateWithEveryEvent() {
        for (event, changes) in Self.changes {
            for state in Self.all {
                #expect(state.following(event) == changes[state] ?? state, "\(state) on \(event)")
            }
        }
    }

    @Test func storedStateFollowsTheConditions() {
        for isPaused in [false, true] {
            for isBlocked in [false, true] {
                let conditions = TriggerConditions(isPaused: isPaused, isBlocked: isBlocked)
                let state = TriggerState.stored(conditions)
                #expect([.paused, .pausedBlocked].contains(state) == isPaused)
                #expect([.blocked, .pausedBlocked].contains(state) == isBlocked)
                let over = TriggerConditions(isPaused: isPaused, isBlocked: isBlocked, hasNext: false)
                #expect(TriggerState.stored(over) == .complete)
            }
        }
    }

    @Test func noWalkFreesATriggerWhileItsJobExecutes() {
        // Whatever is released, paused or resumed meanwhile: a blocked trigger leaves the block by `unblock` alone.
        let meanwhile: [TriggerEvent] = [
            .acquire, .release(Self.blocked), .siblingFired, .pause, .resume(Self.blocked),
            .store(Self.blocked), .store(Self.pausedBlocked), .reset(Self.blocked),
        ]
        var random = SeededGenerator(10)
        for _ in 0..<1_000 {
            var state = TriggerState.acquired.following(.fire(hasNext: true, exclusive: true))
            for _ in 0..<20 {
                state = state.following(meanwhile.randomElement(using: &random) ?? .pause)
                #expect(state == .blocked || state == .pausedBlocked)
            }
        }
    }

    @Test func namesAreThoseOfTheColumn() {
        let names = ["WAITING", "ACQUIRED", "BLOCKED", "PAUSED", "PAUSED_BLOCKED", "COMPLETE", "ERROR"]
        #expect(Self.all.map(\.rawValue) == names)
        #expect(FireState.allCases.map(\.rawValue) == ["ACQUIRED", "EXECUTING"])
    }
}
