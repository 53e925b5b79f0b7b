extension Trigger {
    /// How many fire times passed unfired up to an instant, from the next fire time on.
    ///
    /// A fire time that itself stands for missed ones counts as these do.
    func countMissed(until now: Timestamp, _ calendar: ExclusionCalendar?) -> Int {
        guard let due = nextFireTime, due <= now else { return missed?.count ?? 0 }
        let base = missed.map { $0.scheduledFireTime == due ? $0.count + 1 : $0.count } ?? 1
        if case .fixedDelay = kind { return base }
        if case .simple(let rule) = kind, calendar == nil, jitter == .zero {
            let slots = missedFires(of: rule, until: now)
            let allowed = rule.repeatsForever ? slots : min(slots, max(0, rule.repeatCount - timesTriggered))
            return base + allowed
        }
        var count = base
        var time = due
        while count < MissedFires.countLimit, let next = fireTime(after: time, calendar: calendar), next <= now {
            count += 1
            time = next
        }
        return count
    }

    /// Moves the next fire time to the earliest missed one that may still be caught up.
    func catchingUp(_ most: Int, within age: Duration, at now: Timestamp, _ calendar: ExclusionCalendar?) -> Trigger {
        guard let due = nextFireTime, due <= now else { return self }
        let kept = latestMissed(most, since: max(due, now.advanced(by: .zero - age)), until: now, calendar)
        guard let next = kept.first ?? fireTime(after: now, calendar: calendar) else {
            var trigger = self
            trigger.nextFireTime = nil
            trigger.missed = nil
            return trigger
        }
        guard next != due else { return self }
        var trigger = self
        trigger.nextFireTime = next
        trigger.missed = MissedFires(
            scheduledFireTime: next, count: max(1, countMissed(until: now, calendar) - kept.count))
        return trigger
    }

    /// The latest fire times in a span that ends now, ascending; looks back in growing steps, so that the cost follows
    /// `most` and not the span.
    private func latestMissed(
        _ most: Int, since oldest: Timestamp, until now: Timestamp, _ calendar: ExclusionCalendar?
    ) -> [Timestamp] {
        var window: Int64 = 1_000
        while true {
            let from = max(oldest, Timestamp(milliseconds: now.milliseconds - window))
            var times: [Timestamp] = []
            var last = Timestamp(milliseconds: from.milliseconds - 1)
            while let time = fireTime(after: last, calendar: calendar), time <= now {
                times.append(time)
                last = time
            }
            if times.count >= most || from == oldest { return Array(times.suffix(max(1, most))) }
            window *= 4
        }
    }
}
