import Carnelian
import CarnelianCore

/// G0, G1, G5 and G10 for every kind of trigger: stored whole, fired at its times, moved on by the core's arithmetic.
extension JobStoreConformance {
    static let kinds: [Check] = [
        Check("G0.61", "stores every kind of trigger with all that its schedule says") { t in
            let job = t.job()
            let triggers = try t.manyTriggers(of: job)
            try await t.store([job], triggers)
            for trigger in triggers {
                let stored = try await t.store.trigger(trigger.key)
                try expectEqual(stored?.trigger, trigger.scheduled(), "\(trigger.key)")
                try expectEqual(stored?.state, .waiting, "State of \(trigger.key)")
            }
            let listed = try await t.store.triggers(matching: .job(job.key)).map(\.trigger)
            let expected = triggers.map { $0.scheduled() }.sorted { $0.key < $1.key }
            try expectEqual(listed, expected, "The list of them")
        },
        Check("G0.62", "reconciling knows every part of a schedule again") { t in
            let job = t.job()
            let triggers = try t.manyTriggers(of: job)
            try await t.store([job], triggers)
            let parked = triggers.map(\.key)
            for key in parked { try await t.store.pause(.trigger(key)) }
            try await t.store([job], triggers, onConflict: .reconcile)
            for key in parked {
                try expectEqual(try await t.store.trigger(key)?.state, .paused, "State of the unchanged \(key)")
            }
            for change in StoreUnderTest.changes {
                var changed = triggers.filter { !$0.isFixedDelay }.prefix(12).map { $0 }
                for index in changed.indices { change(&changed[index]) }
                try await t.store([job], changed, onConflict: .reconcile)
                for trigger in changed {
                    try expectEqual(
                        try await t.store.trigger(trigger.key)?.trigger, trigger.scheduled(),
                        "The changed \(trigger.key)")
                }
            }
        },
        Check("G0.63", "replaces a trigger of every kind by every other kind") { t in
            let job = t.job(durable: true)
            try await t.store([job])
            let kinds = try StoreUnderTest.kinds()
            for (number, kind) in (kinds + kinds.reversed()).enumerated() {
                let threshold: Duration? = number.isMultiple(of: 2) ? .seconds(number) : nil
                let trigger = t.trigger(of: job, kind, threshold: threshold)
                try await t.store([], [trigger], onConflict: .replace)
                try expectEqual(try await t.stored()?.trigger, trigger.scheduled(), "The trigger's replacement")
            }
        },
        Check("G5.7", "every kind fires at its times and moves on as the core computes") { t in
            let job = t.job(durable: true)
            try await t.store([job])
            for (number, kind) in try StoreUnderTest.kinds().enumerated() {
                let now = t.seconds
                var expected = t.trigger("t\(number)", of: job, kind, from: now, misfire: .ignore)
                if !expected.isFixedDelay, number.isMultiple(of: 3) { expected.jitter = .seconds(20) }
                try await t.store([], [expected])
                expected = expected.scheduled()
                for _ in 0..<4 {
                    let due = try require(expected.nextFireTime, "Fire time of \(kind)")
                    let fires = try await t.fire(at: t.seconds(at: due))
                    let fire = try require(fires.first, "Fire of \(kind) at \(due)")
                    try expectEqual(fires.count, 1, "Fires of \(kind) at \(due)")
                    expected = expected.advanced()
                    try expectEqual(fire.scheduledFireTime, due, "Scheduled fire time of \(kind)")
                    try expectEqual(fire.trigger, expected, "The fired trigger")
                    try expectEqual(try await t.stored("t\(number)")?.trigger, expected, "The stored trigger")
                    let completion = Completion(fire, by: "node-a", at: due.advanced(by: .milliseconds(700)))
                    try expectEqual(try await t.store.complete([completion]), [], "Lost completions")
                    if let next = completion.nextFireTime { expected.nextFireTime = next }
                    try expectEqual(try await t.stored("t\(number)")?.trigger, expected, "The trigger after its run")
                }
                _ = try await t.store.removeTriggers([expected.key])
            }
        },
        Check("G10.15", "every instruction of every kind moves the trigger as the core computes") { t in
            let job = t.job()
            var triggers: [Trigger] = []
            for kind in try StoreUnderTest.kinds() {
                for instruction in MisfireInstruction.quartz where instruction.fits(kind) && instruction != .ignore {
                    let number = triggers.count
                    var trigger = t.trigger(
                        "t\(number)", of: job, kind, from: Double(number) / 1_000, misfire: instruction)
                    if !trigger.isFixedDelay, number.isMultiple(of: 4) { trigger.jitter = .seconds(50) }
                    triggers.append(trigger)
                }
            }
            try await t.store([job], triggers)
            let before = t.seconds(at: triggers.compactMap { $0.scheduled().nextFireTime }.max() ?? t.at(0))
            try await t.expectSweptAsComputed(at: before + 200_000, count: triggers.count)
        },
        Check("G10.16", "triggers that judge their own misfires are left to the nodes, by the sweep and when resumed") {
            t in
            let job = t.job()
            let judging = [
                t.trigger("own", of: job, .every(.seconds(10)), threshold: .seconds(5)),
                t.trigger("zero", of: job, try .cron("0/10 * * * * ?"), misfire: .doNothing, threshold: .zero),
                t.trigger("bounded", of: job, .every(.seconds(10)), misfire: .catchUp(max: 2, within: .seconds(60))),
            ]
            try await t.store([job], judging)
            try expectEqual(try await t.sweep(at: 500).misfired, [], "Misfires")
            try await t.store.pause(.all)
            try await t.store.resume(.all)
            let claims = try await t.turn(at: 500).claimed
            try expectEqual(claims.map(\.dueTime), [t.at(0), t.at(0), t.at(0)], "Due times of the claims")
        },
    ]
}

extension StoreUnderTest {
    /// The clock's time in seconds from the start of the check.
    var seconds: Double { seconds(at: clock.now()) }

    func seconds(at time: Timestamp) -> Double {
        Double(time.milliseconds - StoreUnderTest.start.milliseconds) / 1_000
    }

    /// Changes of a definition, each of another part.
    fileprivate static let changes: [@Sendable (inout Trigger) -> Void] = [
        { $0.jitter += .seconds(1) },
        { $0.misfireThreshold = ($0.misfireThreshold ?? .zero) + .seconds(1) },
        {
            $0.clockChanges = ClockChangePolicy(
                gap: $0.clockChanges?.gap == .skip ? .fireAtTransition : .skip, overlap: .second)
        },
        { $0.misfireInstruction = $0.misfireInstruction == .ignore ? .fireNow : .ignore },
        { $0.misfireInstruction = .catchUp(max: 3, within: .seconds(60)) },
        { $0.misfireInstruction = .catchUp(max: 3, within: .seconds(61)) },
        { $0.misfireInstruction = .catchUp(max: 4, within: .seconds(61)) },
    ]
}
