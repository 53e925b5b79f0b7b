package import CarnelianCore

/// A stretch of time that a calendar excludes.
package struct ExcludedSpan: Sendable, Hashable {
    /// Its first millisecond.
    package var from: Timestamp
    /// The first millisecond that is included again; nil: none.
    package var until: Timestamp?

    package init(from: Timestamp, until: Timestamp?) {
        self.from = from
        self.until = until
    }

    /// For people, as a zone's clock shows it.
    package func words(in zone: TimeZoneRules) -> String {
        LocalTime.text(from, in: zone) + " to " + (until.map { LocalTime.text($0, in: zone) } ?? "the end of time")
    }
}

extension ExclusionCalendar {
    /// The stretch of excluded time that an instant is in, from that instant on, or the next one; nil: none, or none in eight years.
    package func nextExcludedSpan(from instant: Timestamp) -> ExcludedSpan? {
        let starts = includes(instant) ? chain.compactMap { $0.nextExclusion(after: instant) } : [instant]
        return starts.min().map { ExcludedSpan(from: $0, until: nextIncluded(from: $0)) }
    }

    /// When the rule, without the base, excludes next; the instant itself is included.
    private func nextExclusion(after instant: Timestamp) -> Timestamp? {
        let zone = self.zone ?? .process
        if case .none = rule { return nil }
        if case .cron(let expression) = rule { return expression.next(after: instant, in: zone) }
        guard let link = try? ExclusionCalendar(rule, zone: self.zone) else { return nil }
        if case .holiday(let starts) = rule { return starts.filter { $0 > instant && !link.includes($0) }.min() }
        var moments = [0]
        if case .daily(let range) = rule { moments = [0, range.start, range.end + 1, 86_399_999] }
        let second = instant.milliseconds / 1_000
        let today = zone.local(utc: second) / 86_400
        // 29 February may be eight years away.
        for day in today...today + 8 * 366 {
            let candidates = moments.flatMap { zone.instants(millisecondOfDay: $0, of: day) }
            if let found = candidates.filter({ $0 > instant && !link.includes($0) }).min() { return found }
        }
        return nil
    }
}

extension TimeZoneRules {
    /// When the clock shows a time of a day; a skipped one is where the gap ends.
    fileprivate func instants(millisecondOfDay: Int, of day: Int64) -> [Timestamp] {
        let (second, millisecond) = millisecondOfDay.quotientAndRemainder(dividingBy: 1_000)
        let instants: [Int64] =
            switch self.instants(local: day * 86_400 + Int64(second)) {
            case .once(let utc): [utc]
            case .twice(let first, let second): [first, second]
            case .gap(_, let end):
                switch self.instants(local: end) {
                case .once(let utc), .twice(let utc, _): [utc]
                case .gap: []
                }
            }
        return instants.map { Timestamp(milliseconds: $0 * 1_000 + Int64(millisecond)) }
    }
}
