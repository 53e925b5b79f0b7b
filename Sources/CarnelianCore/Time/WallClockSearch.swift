/// Finds when a zone's clock shows readings that a schedule names, skipped and repeated ones treated by a policy.
struct WallClockSearch {
    let zone: TimeZoneRules
    let policy: ClockChangePolicy

    /// The first fire time strictly after an instant, all in milliseconds; nil if there is none.
    ///
    /// `firstReading` gives the first named reading at or after one. Goes from period to period between changes of the
    /// offset; in each, readings and instants run side by side.
    func first(after instant: Int64, firstReading: (Int64) -> Int64?) -> Int64? {
        let table = zone.table
        let earliest = instant + 1
        var index = table.index(atUTC: earliest.flooredQuotient(by: 1_000))
        while true {
            let offset = Int64(table.offsets[index]) * 1_000
            var low = earliest + offset
            if index > 0 {
                let begin = table.transitions[index - 1] * 1_000
                let before = Int64(table.offsets[index - 1]) * 1_000
                if policy.gap == .fireAtTransition, earliest <= begin, before < offset,
                    let skipped = firstReading(begin + before), skipped < begin + offset
                {
                    return begin
                }
                low = max(low, begin + (policy.overlap == .first ? max(offset, before) : offset))
            }
            let match = firstReading(low)
            guard index < table.transitions.count else { return match.map { $0 - offset } }
            let end = table.transitions[index] * 1_000
            let after = Int64(table.offsets[index + 1]) * 1_000
            let high = end + (policy.overlap == .second ? min(offset, after) : offset)
            if let match, match < high { return match - offset }
            index += 1
            if let match {
                // No reading before the match is named, so no period that ends long before it holds one.
                let near = match.flooredQuotient(by: 1_000) - 2 * ZoneTable.widestOffset
                index = max(index, table.index(atUTC: near))
            } else if low < end + offset - 2 * ZoneTable.widestOffset * 1_000 {
                return nil
            }
        }
    }
}
