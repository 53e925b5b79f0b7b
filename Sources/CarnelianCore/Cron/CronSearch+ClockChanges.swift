extension CronFields {
    /// The first fire time after an instant under a policy.
    ///
    /// An instant is a fire time if the clock reads a match there, of a reading that occurs twice at the pass that the
    /// policy names; and, where the policy has skipped times fire, if the clocks were set forward over a match there.
    /// Goes from period to period between changes of the offset; in each, readings and instants run side by side.
    func next(after: Timestamp, in zone: TimeZoneRules, under policy: ClockChangePolicy) -> Timestamp? {
        let table = zone.table
        var second = Self.firstSecond(after: after)
        var index = table.index(atUTC: second)
        while true {
            let offset = Int64(table.offsets[index])
            let begin = index > 0 ? table.transitions[index - 1] : .min
            let end = index < table.transitions.count ? table.transitions[index] : .max
            let before = index > 0 ? Int64(table.offsets[index - 1]) : offset
            if policy.gap == .fireAtTransition, second == begin, before < offset,
                let skipped = firstMatch(fromLocal: begin + before), skipped < begin + offset
            {
                return Timestamp(milliseconds: begin * 1_000)
            }
            let match = firstMatch(fromLocal: second + offset)
            if let match, match - offset < end {
                if index > 0, match < begin + before {
                    guard policy.overlap == .first else { return Timestamp(milliseconds: (match - offset) * 1_000) }
                    second = min(begin + before - offset, end)
                } else if end < .max, match >= end + Int64(table.offsets[index + 1]), policy.overlap == .second {
                    second = end
                } else {
                    return Timestamp(milliseconds: (match - offset) * 1_000)
                }
            } else if end == .max {
                return nil
            } else if end - second < 2 * ZoneTable.widestOffset {
                // The next period may repeat readings from before this one's.
                second = end
            } else if let match {
                // No reading from here up to the match counts, and none of them comes again.
                second = max(end, match - ZoneTable.widestOffset)
            } else {
                return nil
            }
            index = table.index(atUTC: second)
        }
    }
}
