import Carnelian
import CarnelianCore

/// G14: calendars, the triggers that name them, and what happens to these when they change. Days begin on a Monday.
extension JobStoreConformance {
    private static let day = 86_400.0
    /// Each day at noon, by UTC.
    private static let noons = "0 0 12 * * ?"
    private static func noon(_ day: Double) -> Double { day * 86_400 + 43_200 }

    static let calendars: [Check] = [
        Check("G14.1", "stores every kind of calendar as it is") { t in
            let berlin = try TimeZoneRules("Europe/Berlin")
            let holidays = try ExclusionCalendar.holidays(
                [try CalendarDate("2026-12-25"), try CalendarDate("2026-01-01")], zone: .utc, description: "läuft = ja")
            let monthly = try ExclusionCalendar.monthly(excluding: [1, 31], zone: berlin, base: holidays)
            let all: [String: ExclusionCalendar] = [
                "none": try ExclusionCalendar(.none, base: monthly, description: "a link"),
                "annual": try .annual(excluding: [.init(month: 2, day: 29), .init(month: 12, day: 24)], zone: berlin),
                "cron": try .cron(excluding: try CronExpression("* * 0-7,18-23 ? * *"), zone: berlin),
                "daily": try .daily(
                    excluding: .init(start: 1_500, end: 45_000_000), zone: .utc, base: monthly, description: ""),
                "inverted": try .daily(excluding: .init(start: 0, end: 86_399_999, isInverted: true), zone: berlin),
                "holidays": holidays,
                "monthly": monthly,
                "weekly": try .weekly(excluding: [2], zone: berlin, base: try .weekly(zone: .utc)),
            ]
            for (name, calendar) in all { try await t.storeCalendar(calendar, name, onConflict: .fail) }
            for (name, calendar) in all {
                try expectEqual(try await t.store.calendar(name), calendar, "Calendar \(name)")
            }
            try expectEqual(try await t.store.calendarNames(), all.keys.sorted(), "Names of the calendars")
        },
        Check("G14.2", "replaces a calendar when asked to, and refuses otherwise") { t in
            let (first, second) = (try t.excluding([1]), try t.excluding([7]))
            try await t.storeCalendar(first, onConflict: .fail)
            let error = await t.failure { try await t.storeCalendar(second, onConflict: .fail) }
            try expectEqual(error?.code, .alreadyExists, "Error for a name that is stored")
            try expectEqual(try await t.store.calendar("calendar"), first, "The calendar")
            try await t.storeCalendar(second, onConflict: .replace)
            try expectEqual(try await t.store.calendar("calendar"), second, "The replaced calendar")
            try await t.storeCalendar(first, onConflict: .reconcile)
            try expectEqual(try await t.store.calendar("calendar"), first, "The reconciled calendar")
            for name in ["", String(repeating: "n", count: 201)] {
                let error = await t.failure { try await t.storeCalendar(first, name) }
                try expectEqual(error?.code, .invalidValue, "Error for a name of \(name.count) characters")
            }
        },
        Check("G14.3", "a trigger needs the calendar that it names") { t in
            let job = t.job(durable: true)
            try await t.store([job], [t.simple("plain", of: job, at: 9)])
            let naming = t.trigger("naming", of: job, .every(.seconds(10)), calendar: "missing")
            let stored = await t.failure { try await t.store([], [naming], onConflict: .replace) }
            try expectEqual(stored?.code, .notFound, "Error for a trigger whose calendar is missing")
            try expect(stored?.message.contains("missing") == true, "It does not name the calendar: \(stored as Any)")
            let replaced = await t.failure { _ = try await t.store.replaceTrigger(TriggerKey("plain"), with: naming) }
            try expectEqual(replaced?.code, .notFound, "Error for a replacement whose calendar is missing")
            try expectEqual(try await t.store.triggers(matching: .job(job.key)).count, 1, "Triggers")
        },
        Check("G14.4", "a calendar cannot be removed while a trigger names it") { t in
            let job = t.job(durable: true)
            try await t.storeCalendar(try t.excluding([1]))
            try await t.storeCalendar(try t.excluding([1]), "other")
            try await t.store([job], [t.trigger(of: job, .every(.seconds(10)), calendar: "calendar")])
            let error = await t.failure { _ = try await t.store.removeCalendar("calendar") }
            try expectEqual(error?.code, .inUse, "Error for a calendar that is used")
            try expect(error?.message.contains("DEFAULT.trigger") == true, "It names no trigger: \(error as Any)")
            try expect(try await t.store.removeCalendar("other"), "The unused calendar was not removed")
            try expect(try await !t.store.removeCalendar("other"), "A calendar was removed that is not stored")
            try expectEqual(try await t.store.calendarNames(), ["calendar"], "Names of the calendars")
            _ = try await t.store.removeTriggers([TriggerKey("trigger")])
            try expect(try await t.store.removeCalendar("calendar"), "The calendar that nobody names was not removed")
            try expectEqual(try await t.store.calendar("calendar"), nil, "The removed calendar")
        },
        Check("G14.5", "nothing fires at an excluded time") { t in
            let job = t.job(durable: true)
            let calendar = try t.excluding([2, 4, 5])
            try await t.storeCalendar(calendar)
            let kinds: [Trigger.Kind] = [
                .every(.seconds(86_400)), try .cron(noons),
                .calendarInterval(CalendarIntervalTrigger(every: 1, .day)),
                .dailyTimeInterval(DailyTimeIntervalTrigger(every: 12, .hour, in: .utc)),
            ]
            var expected = kinds.enumerated().map { number, kind in
                t.trigger("t\(number)", of: job, kind, misfire: .ignore, calendar: "calendar")
            }
            try await t.store([job], expected)
            expected = expected.map { $0.scheduled(calendar) }
            for number in 0..<28 {
                let fires = try await t.fire(at: Double(number) * day / 2)
                for fire in fires {
                    try expect(calendar.includes(fire.scheduledFireTime), "\(fire.trigger.key) fired when excluded")
                    let index = try require(expected.firstIndex { $0.key == fire.trigger.key }, "The fired trigger")
                    expected[index] = expected[index].advanced(calendar: calendar)
                    try expectEqual(fire.trigger, expected[index], "The fired trigger")
                    try await t.complete(fire)
                }
            }
            for trigger in expected {
                try expectEqual(try await t.store.trigger(trigger.key)?.trigger, trigger, "A trigger in the end")
                try expect((trigger.previousFireTime ?? t.at(0)) > t.at(11 * day), "\(trigger.key) did not fire")
            }
        },
        Check("G14.6", "a claim carries its trigger's calendar") { t in
            let job = t.job()
            let calendar = try t.excluding([1, 3])
            try await t.storeCalendar(calendar)
            try await t.store(
                [job],
                [
                    t.trigger("a", of: job, .every(.seconds(10)), calendar: "calendar"),
                    t.trigger("b", of: job, try .cron("1 * * * * ?")),
                ]
            )
            let claims = try await t.turn(at: 0, ahead: 30).claimed
            try expectEqual(claims.map(\.trigger.key.name), ["a", "b"], "Claims")
            try expectEqual(claims.map(\.calendar), [calendar, nil], "Their calendars")
        },
        Check("G14.7", "misfires are handled by the calendar") { t in
            let job = t.job()
            let calendar = try t.excluding([3, 4])
            try await t.storeCalendar(calendar)
            try await t.store(
                [job],
                [
                    t.trigger("swept", of: job, try .cron(noons), misfire: .doNothing, calendar: "calendar"),
                    t.trigger(
                        "resumed", of: job, .every(.seconds(86_400)), misfire: .nextKeepingCount, calendar: "calendar"),
                ]
            )
            try await t.store.pause(.trigger(TriggerKey("resumed")))
            let swept = try await t.sweep(at: noon(1))
            try expectEqual(swept.misfired.map(\.nextFireTime), [t.at(noon(3))], "Next fire time of the swept")
            try await t.store.resume(.trigger(TriggerKey("resumed")))
            try expectEqual(try await t.nextFireTime("resumed"), t.at(3 * day), "Next fire time of the resumed")
        },
    ]

    static let calendarChanges: [Check] = [
        Check("G14.8", "a changed calendar moves the triggers that name it") { t in
            let job = t.job()
            try await t.storeCalendar(try t.excluding([2]))
            try await t.storeCalendar(try t.excluding([2]), "other")
            try await t.store(
                [job],
                [
                    t.trigger("moved", of: job, try .cron(noons), calendar: "calendar"),
                    t.trigger("unmoved", of: job, try .cron(noons), calendar: "other"),
                    t.trigger("plain", of: job, try .cron(noons)),
                ]
            )
            try expectEqual(try await t.nextFireTime("moved"), t.at(noon(1)), "Next fire time at first")
            try await t.storeCalendar(try t.excluding([2, 3, 4]))
            try expectEqual(try await t.nextFireTime("moved"), t.at(noon(3)), "Next fire time once more is excluded")
            try await t.storeCalendar(try t.excluding([3]))
            try expectEqual(try await t.nextFireTime("moved"), t.at(noon(0)), "Next fire time once less is excluded")
            try expectEqual(try await t.nextFireTime("unmoved"), t.at(noon(1)), "Next fire time by another calendar")
            try expectEqual(try await t.nextFireTime("plain"), t.at(noon(0)), "Next fire time without a calendar")
        },
        Check("G14.9", "a change brings no time back that has passed or fired") { t in
            let job = t.job()
            try await t.storeCalendar(try t.excluding([3, 4]))
            try await t.store([job], [t.trigger(of: job, try .cron(noons), calendar: "calendar")])
            try await t.complete(try await t.fireOne(at: noon(0)))
            try expectEqual(try await t.nextFireTime(), t.at(noon(3)), "Next fire time at first")
            await t.move(to: noon(1) + 1)
            try await t.storeCalendar(try t.excluding([7]))
            try expectEqual(
                try await t.nextFireTime(), t.at(noon(2)), "Next fire time, the noon of the second day having passed")
        },
        Check("G14.10", "a fire that is due stays due if the new calendar includes it") { t in
            let job = t.job()
            try await t.storeCalendar(try t.excluding([1]))
            try await t.store(
                [job],
                [
                    t.trigger("due", of: job, try .cron(noons), calendar: "calendar"),
                    t.trigger("missed", of: job, .once, from: noon(0) - 500, calendar: "calendar"),
                ]
            )
            _ = try await t.sweep(at: noon(0) + 2, threshold: .seconds(100))
            try await t.storeCalendar(try t.excluding([7]))
            try expectEqual(try await t.nextFireTime("due"), t.at(noon(0)), "Next fire time of the due")
            try expectEqual(try await t.nextFireTime("missed"), t.at(noon(0) + 2), "Next fire time of the missed")
            let missed = try await t.fire(at: noon(0) + 3).first { $0.trigger.key.name == "missed" }
            try expectEqual(missed?.scheduledFireTime, t.at(noon(0) - 500), "The time that was missed")
        },
        Check("G14.11", "unfired claims of a changed calendar's triggers are given back") { t in
            for updating in [true, false] {
                let name = "updating-\(updating)"
                let job = t.job(name, durable: true)
                try await t.storeCalendar(try t.excluding([7]), name)
                try await t.store(
                    [job], [t.trigger(name, of: job, .every(.seconds(86_400)), from: 10, calendar: name)])
                let claim = try await t.claimOne()
                try await t.storeCalendar(try t.excluding([3, 7]), name, updating: updating)
                try expectEqual(try await t.store.fireInstances(), [], "Fire instances")
                try await t.expectState(.waiting, of: name, "after the change")
                let late = try await t.turn(at: t.seconds, firing: [claim], limit: 0)
                try expect(late.fired.isEmpty, "A claim by the former calendar fired")
                let fires = try await t.fire(at: 10)
                try expectEqual(
                    fires.map(\.trigger.nextFireTime), [t.at(2 * day + 10)], "Next fire time by the new one")
                for fire in fires { try await t.complete(fire) }
                _ = try await t.store.removeTriggers([TriggerKey(name)])
            }
        },
        Check("G14.12", "without an update the next fire time stays") { t in
            let job = t.job()
            try await t.storeCalendar(try t.excluding([7]))
            try await t.store([job], [t.trigger(of: job, try .cron(noons), calendar: "calendar")])
            try await t.storeCalendar(try t.excluding([2, 3]), updating: false)
            try expectEqual(try await t.nextFireTime(), t.at(noon(0)), "Next fire time")
            let fire = try await t.fireOne(at: noon(0))
            try expectEqual(fire.trigger.nextFireTime, t.at(noon(2)), "Next fire time after it")
        },
        Check("G14.13", "a trigger that a changed calendar leaves no fire time ends") { t in
            let job = t.job("job")
            let busy = t.job("busy")
            try await t.storeCalendar(try t.excluding([7]))
            try await t.store(
                [job, busy],
                [
                    t.trigger("waiting", of: job, try .cron(noons), until: 1.9 * day, calendar: "calendar"),
                    t.trigger("paused", of: job, try .cron(noons), until: 1.9 * day, calendar: "calendar"),
                    t.trigger("executing", of: busy, .every(.seconds(86_400)), until: 1.9 * day, calendar: "calendar"),
                ]
            )
            try await t.store.pause(.trigger(TriggerKey("paused")))
            let fire = try await t.fireOne(at: 0)
            try await t.storeCalendar(try t.excluding([1, 2, 3, 4, 5, 6]))
            try expectEqual(try await t.stored("waiting"), nil, "The waiting trigger")
            try expectEqual(try await t.stored("paused"), nil, "The paused trigger")
            try expectEqual(try await t.store.job(job.key), nil, "Their job")
            try await t.expectState(.complete, of: "executing", "while its last run goes on")
            try expectEqual(try await t.complete(fire), [], "Lost completions")
            try expectEqual(try await t.stored("executing"), nil, "The trigger after its run")
            try expect(try await t.store.removeCalendar("calendar"), "The calendar is still in use")
        },
        Check("G14.14", "a change leaves paused, blocked and parked triggers as they are, their time apart") { t in
            let job = t.job(exclusive: true)
            try await t.storeCalendar(try t.excluding([7]))
            let names = ["executing", "blocked", "paused", "parked"]
            try await t.store(
                [job],
                names.enumerated().map { number, name in
                    t.trigger(name, of: job, .every(.seconds(86_400)), from: Double(number), calendar: "calendar")
                }
            )
            try await t.store.pause(.triggerGroups(.any))
            for name in ["executing", "parked"] { try await t.store.resume(.trigger(TriggerKey(name))) }
            let parked = try await t.turn(at: 3, firing: try await t.turn(at: 3, limit: 1).claimed, limit: 0).fired
            for fire in parked { try await t.complete(fire) }
            let fire = try require(try await t.fire(at: 3).first, "The fire of parked")
            try await t.complete(fire, then: .parkTrigger(reason: "why"))
            try await t.store.resume(.trigger(TriggerKey("blocked")))
            _ = try await t.fire(at: day)
            let before = try await t.states(names)
            try await t.storeCalendar(try t.excluding([3, 4, 7]))
            try expectEqual(try await t.states(names), before, "States")
            try expectEqual(before["parked"], .error, "State of the parked")
            try expectEqual(try await t.stored("parked")?.errorReason, "why", "Its reason")
            for name in names.dropFirst() {
                let next = try require(try await t.nextFireTime(name), "Next fire time of \(name)")
                try expect(try t.excluding([3, 4, 7]).includes(next), "\(name) is to fire at an excluded time")
            }
        },
        Check("G14.17", "what was missed is kept for the fire that a changed calendar leaves") { t in
            let job = t.job()
            try await t.storeCalendar(try t.excluding([7]))
            try await t.store(
                [job],
                [
                    t.trigger("now", of: job, try .cron(noons), misfire: .fireNow, calendar: "calendar"),
                    t.trigger("next", of: job, try .cron(noons), misfire: .doNothing, calendar: "calendar"),
                ]
            )
            _ = try await t.sweep(at: noon(1) + 500)
            try await t.storeCalendar(try t.excluding([3, 4, 7]))
            for name in ["now", "next"] {
                let trigger = try await t.stored(name)?.trigger
                try expectEqual(trigger?.nextFireTime, t.at(noon(3)), "Next fire time of \(name)")
                try expectEqual(
                    trigger?.missed, MissedFires(scheduledFireTime: t.at(noon(3)), count: 2), "What \(name) missed")
            }
            let fires = try await t.fire(at: noon(3))
            try expectEqual(fires.map(\.missedFireTimes), [2, 2], "What the fires stand for")
            try expectEqual(fires.map(\.scheduledFireTime), [t.at(noon(3)), t.at(noon(3))], "Their scheduled times")
        },
        Check("G14.15", "clearing removes calendars") { t in
            let job = t.job()
            try await t.storeCalendar(try t.excluding([7]))
            try await t.store([job], [t.trigger(of: job, .every(.seconds(10)), calendar: "calendar")])
            try await t.store.clear()
            try expectEqual(try await t.store.calendarNames(), [], "Names of the calendars")
            try expectEqual(try await t.store.jobs(matching: .any), [], "Jobs")
        },
        Check("G14.16", "a changed calendar that makes a trigger due earlier tells every subscriber") { t in
            let job = t.job()
            try await t.storeCalendar(try t.excluding([2, 3]))
            try await t.store([job], [t.trigger(of: job, try .cron(noons), calendar: "calendar")])
            try await t.expectScheduleSignals(subscribers: 2) { attempt in
                try await t.storeCalendar(try t.excluding(attempt.isMultiple(of: 2) ? [2, 3] : [7]))
            }
        },
    ]
}

extension StoreUnderTest {
    /// The error that a call throws; nil if it throws none.
    func failure(_ body: () async throws -> Void) async -> CarnelianError? {
        do {
            try await body()
            return nil
        } catch {
            return error as? CarnelianError
        }
    }

    func states(_ names: [String]) async throws -> [String: TriggerState] {
        var states: [String: TriggerState] = [:]
        for name in names { states[name] = try await state(name) }
        return states
    }
}
