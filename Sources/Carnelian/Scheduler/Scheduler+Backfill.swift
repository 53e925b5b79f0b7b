public import CarnelianCore

extension Scheduler {
    /// Runs a trigger's job once for each fire time that its schedule had in a span, its calendar respected: to fill in what
    /// an outage, a pause or a late start left out.
    ///
    /// Each fire time becomes a one-shot trigger of the group `BACKFILL` with the trigger's data and priority, due at once,
    /// whose `JobContext.scheduledFireTime` is the historic time. Their keys follow from trigger and time, so that repeating
    /// a backfill adds nothing twice while they wait; what has run by then is added again. The trigger itself stays as it
    /// is, and its start and end bound the schedule.
    /// - Parameters:
    ///   - key: The trigger.
    ///   - start: The first instant of the span.
    ///   - end: The last instant of the span.
    ///   - dryRun: Whether nothing is stored and the answer is all. Default false.
    ///   - max: The most fire times, 1 to 100,000. Default 10,000.
    /// - Throws: `CarnelianError` with code `.notFound` if the trigger or its calendar is not stored, `.invalidValue` if the
    ///   span is empty or has more fire times than `max` (the message says how many), `.unsupported` for kinds without a
    ///   history: fixed delay, and what another runtime stored.
    @discardableResult
    public func backfill(
        _ key: TriggerKey, from start: Timestamp, to end: Timestamp, dryRun: Bool = false,
        max: Int = Backfill.defaultMaximum
    ) async throws -> Backfill {
        guard start <= end else {
            throw CarnelianError(
                .invalidValue, "a backfill from \(start) to \(end) is empty; the end must not be earlier"
            )
        }
        guard (1...100_000).contains(max) else {
            throw CarnelianError(.invalidValue, "the most fire times of a backfill must be 1 to 100000: \(max)")
        }
        let trigger = try await backfillable(key)
        let times = try Backfill.fireTimes(
            of: trigger, calendar: try await calendar(of: trigger), from: start, to: end, max: max
        )
        let stored = try await store.triggers(matching: .group(.equals(Backfill.group)))
        let known = Set(stored.map(\.trigger.key))
        let missing = times.filter { !known.contains(Backfill.key(of: $0, for: key)) }
        if !dryRun, !missing.isEmpty {
            let runs = missing.map { time in
                Trigger(
                    key: Backfill.key(of: time, for: key), job: trigger.job, kind: .once,
                    description: "Backfill of trigger \(key)".prefixed(250), startTime: time,
                    priority: trigger.priority, misfireInstruction: .ignore, data: trigger.data
                )
            }
            try await store.store(jobs: [], triggers: runs, onConflict: .reconcile)
            node.acquireSignal.bell.ring()
        }
        return Backfill(
            trigger: key, fireTimes: missing, alreadyPresent: times.count - missing.count, isDryRun: dryRun
        )
    }

    private func backfillable(_ key: TriggerKey) async throws -> Trigger {
        guard let trigger = try await store.trigger(key)?.trigger else {
            throw CarnelianError(.notFound, "trigger \(key) is not stored")
        }
        switch trigger.kind {
        case .simple, .cron, .calendarInterval, .dailyTimeInterval, .recurrence:
            return trigger
        case .fixedDelay:
            throw CarnelianError(
                .unsupported, "trigger \(key) fires after its own runs; it has no fire times that were left out"
            )
        case .foreign(let type):
            throw CarnelianError(.unsupported, "trigger \(key) is of kind \(type), which Carnelian does not compute")
        }
    }

    private func calendar(of trigger: Trigger) async throws -> ExclusionCalendar? {
        guard let name = trigger.calendarName else { return nil }
        guard let calendar = try await store.calendar(name) else {
            throw CarnelianError(.notFound, "trigger \(trigger.key) names calendar \(name), which is not stored")
        }
        return calendar
    }
}

extension String {
    /// The text's first Unicode scalars.
    fileprivate func prefixed(_ count: Int) -> String {
        String(String.UnicodeScalarView(unicodeScalars.prefix(count)))
    }
}
