/// A recurrence rule in a time zone from a start on: where its local times lie on the time line.
///
/// The time line falls into spans of equal offset. Within a span local times are instants, one to one; what a gap
/// leaves out is added at the beginning of the span after it, what an overlap repeats is cut off one span or the other.
/// All instants are whole seconds since the epoch.
struct RecurrenceSearch: Sendable {
    /// What becomes of local times that do not occur.
    enum Gap: Sendable, Hashable {
        case skip
        case fireAtTransition
        /// They are read with the offset before the gap, as the RFC has it: 02:30 fires at 03:30.
        case shift
    }

    private let pattern: RecurrencePattern
    private let table: ZoneTable
    private let start: Int64
    private let gap: Gap
    private let overlap: ClockChangePolicy.Overlap

    init(_ rule: RecurrenceRule, in zone: TimeZoneRules, from start: Int64, _ clockChanges: ClockChangePolicy?) {
        self.start = start
        table = zone.table
        pattern = RecurrencePattern(rule.parts, from: start + Int64(zone.table.offset(atUTC: start)))
        gap =
            switch clockChanges?.gap {
            case nil: .shift
            case .skip: .skip
            case .fireAtTransition: .fireAtTransition
            }
        // An interval of less than a day goes on through a repeated hour; a time of day is over after its first pass.
        overlap = clockChanges?.overlap ?? (rule.frequency.unit.seconds == nil ? .first : .both)
    }

    /// The first fire at or after a second; nil if there is none.
    func first(from second: Int64) -> Int64? {
        var utc = max(second, start)
        var lookup = Lookup(pattern)
        var span = Span(table, index: table.index(atUTC: utc))
        while true {
            let regular = span.local(from: utc, to: .max, start: start, overlap)
            var best = lookup.first(in: regular).map { $0 - span.offset } ?? .max
            let skipped = span.skipped(from: utc, to: .max)
            if !skipped.isEmpty {
                switch gap {
                case .skip: break
                case .shift: best = min(best, lookup.first(in: skipped).map { $0 - span.offsetBefore } ?? .max)
                case .fireAtTransition: if utc == span.begin, lookup.first(in: skipped) != nil { best = utc }
                }
            }
            if best < span.end { return isUntil(best) ? best : nil }
            guard span.end < .max else { return nil }
            utc = span.end
            span = Span(table, index: span.index + 1)
        }
    }

    /// Whether the rule's COUNT still allows a fire at a second at which there is one.
    func allows(_ second: Int64) -> Bool {
        guard case .count(let limit) = pattern.parts.draft.end else { return true }
        // Fires at both passes of repeated times make twice as many at most.
        if pattern.mostTimes(from: start, to: second) < Int64(limit) / 2 { return true }
        var span = Span(table, index: table.index(atUTC: start))
        let first = span.local(from: start, to: second, start: start, overlap)
        var count = moved(in: span, from: start, to: second)
        var upper = first.upperBound
        // All local times in one go, then what clock changes take from them and add to them.
        while span.end <= second {
            span = Span(table, index: span.index + 1)
            let next = span.local(from: span.begin, to: second, start: start, overlap)
            if next.lowerBound < upper {
                count += pattern.count(from: next.lowerBound, to: upper, limit: .max)
            } else {
                count -= pattern.count(from: upper, to: next.lowerBound, limit: .max)
            }
            count += moved(in: span, from: span.begin, to: second)
            upper = next.upperBound
        }
        return count + pattern.count(from: first.lowerBound, to: upper, limit: limit - count) <= limit
    }

    /// How many times that a gap skips at the beginning of a span fire in the span up to a second, beside those that
    /// fire there anyway.
    private func moved(in span: Span, from utc: Int64, to second: Int64) -> Int {
        let skipped = span.skipped(from: utc, to: gap == .shift ? second : .max)
        guard !skipped.isEmpty else { return 0 }
        switch gap {
        case .skip: return 0
        case .fireAtTransition:
            guard utc == span.begin, let first = pattern.first(from: skipped.lowerBound), first < skipped.upperBound
            else { return 0 }
            return pattern.first(from: utc + span.offset) == utc + span.offset ? 0 : 1
        case .shift:
            return pattern.count(from: skipped.lowerBound, to: skipped.upperBound, limit: .max)
                - pattern.countRepeated(in: skipped, after: span.offset - span.offsetBefore)
        }
    }

    private func isUntil(_ second: Int64) -> Bool {
        if case .untilUTC(let until) = pattern.parts.draft.end { second <= until } else { true }
    }
}

extension RecurrenceSearch {
    /// A stretch of time in which the offset does not change.
    private struct Span {
        let index: Int
        /// Its first second.
        let begin: Int64
        /// The first second after it.
        let end: Int64
        let offset: Int64
        let offsetBefore: Int64
        let offsetAfter: Int64

        init(_ table: ZoneTable, index: Int) {
            self.index = index
            let (transitions, offsets) = (table.transitions, table.offsets)
            begin = index > 0 ? transitions[index - 1] : .min
            end = index < transitions.count ? transitions[index] : .max
            offset = Int64(offsets[index])
            offsetBefore = index > 0 ? Int64(offsets[index - 1]) : offset
            offsetAfter = index < transitions.count ? Int64(offsets[index + 1]) : offset
        }

        /// The local times that fire at their own instants from `utc` to `second` in this span.
        func local(
            from utc: Int64, to second: Int64, start: Int64, _ overlap: ClockChangePolicy.Overlap
        ) -> Range<Int64> {
            var lower = utc + offset
            var upper = second < end ? second + 1 + offset : end == .max ? .max : end + offset
            // Of a pass that began before the start only the rest can fire: it is the first one there is.
            if overlap == .first, offsetBefore > offset, start < begin { lower = max(lower, begin + offsetBefore) }
            if overlap == .second, offsetAfter < offset { upper = min(upper, end + offsetAfter) }
            return lower..<max(lower, upper)
        }

        /// The local times skipped at the beginning of this span that, read with the offset before it, lie from `utc` to
        /// `second`.
        func skipped(from utc: Int64, to second: Int64) -> Range<Int64> {
            guard offsetBefore < offset else { return 0..<0 }
            let lower = max(utc, begin) + offsetBefore
            let upper = min(begin + offset, second == .max ? .max : second + 1 + offsetBefore)
            return lower..<max(lower, upper)
        }
    }

    /// Searches of the pattern that remember the last answer, as spans ask for what lies beyond them again and again.
    private struct Lookup {
        private let pattern: RecurrencePattern
        private var from = Int64.max
        private var found: Int64?

        init(_ pattern: RecurrencePattern) {
            self.pattern = pattern
        }

        mutating func first(in range: Range<Int64>) -> Int64? {
            guard !range.isEmpty else { return nil }
            if range.lowerBound < from || (found.map { $0 < range.lowerBound } ?? false) {
                from = range.lowerBound
                found = pattern.first(from: from)
            }
            return found.flatMap { $0 < range.upperBound ? $0 : nil }
        }
    }
}
