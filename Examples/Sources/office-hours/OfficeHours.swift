import Carnelian
import Logging
import ServiceLifecycle

/// Kinds of schedules beyond cron, and a calendar: prints what is to come, lets one job run three times, and stops.
@main
struct OfficeHours {
    static func main() async throws {
        var logger = Logger(label: "office-hours")
        logger.logLevel = .warning
        let store = MemoryJobStore()
        let (fires, fired) = AsyncStream<Timestamp>.makeStream()
        let scheduler = try Scheduler(store: store, logger: logger) {
            JobRegistration("report") { context in
                print("Reporting; \(context.missedFireTimes) reports were missed")
            }
            JobRegistration("drain-queue") { context in
                print("Draining the queue at \(context.fireTime)")
                fired.yield(context.fireTime)
            }
        }

        // Weekends and holidays, in one calendar that any trigger may name.
        let berlin = try TimeZoneRules("Europe/Berlin")
        let holidays = try ExclusionCalendar.holidays(
            [CalendarDate("2126-12-25"), CalendarDate("2126-12-26")], zone: berlin)
        try await scheduler.store(
            calendar: try .weekly(excluding: [1, 7], zone: berlin, base: holidays), named: "workdays")

        // Every four hours of each working day; a node that was away runs what it missed within the last hour.
        let start = Timestamp(iso8601: "2126-12-24T00:00:00Z")
        try await show(
            scheduler.schedule(
                "report", as: JobKey("office"),
                on: .daily(
                    every: .seconds(4 * 3_600), from: "09:00", to: "17:00", in: "Europe/Berlin", startingAt: start
                ).calendar("workdays").misfire(.catchUp(max: 4, within: .seconds(3_600)))),
            in: scheduler)
        // The last Friday of each month at 14:00, not all nodes' jobs in the same second.
        try await show(
            scheduler.schedule(
                "report", as: JobKey("monthly"),
                on: .recurrence("FREQ=MONTHLY;BYDAY=-1FR;BYHOUR=14;BYMINUTE=0;BYSECOND=0", in: "Europe/Berlin")
                    .jitter(.seconds(30))),
            in: scheduler)
        // Each month on the day and at the hour of the start, also where clocks change.
        try await show(
            scheduler.schedule(
                "report", as: JobKey("bills"),
                on: .every(1, .month, in: "Europe/Berlin", startingAt: start)
                    .clockChanges(ClockChangePolicy(gap: .fireAtTransition, overlap: .first))),
            in: scheduler)
        // A tenth of a second after each run has ended: runs never overlap.
        try await scheduler.schedule("drain-queue", on: .afterEachRun(.milliseconds(100)))

        let group = ServiceGroup(services: [scheduler], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var seen = 0
            for await _ in fires {
                seen += 1
                if seen == 3 { break }
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    /// Prints the next four fire times of a stored trigger.
    private static func show(_ key: TriggerKey, in scheduler: Scheduler) async throws {
        guard let trigger = try await scheduler.trigger(key)?.trigger else { return }
        var calendar: ExclusionCalendar?
        if let name = trigger.calendarName { calendar = try await scheduler.calendar(name) }
        print("\(key.name):")
        for time in trigger.fireTimes(calendar: calendar).prefix(4) { print("    \(time)") }
    }
}
