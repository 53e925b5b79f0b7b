/// The instants at which a zone's offset changes and the offsets between them.
final class ZoneTable: Sendable {
    /// Seconds since the epoch at which `offsets[i]` ends and `offsets[i + 1]` begins; ascending.
    let transitions: [Int64]
    /// Seconds to add to UTC; one more than there are transitions.
    let offsets: [Int]

    /// For each stretch of 2^21 seconds (24 days) from the epoch on, the number of transitions before its begin; so an
    /// index is found by looking at the one or two transitions of a stretch.
    private let before: [UInt16]

    init(transitions: [Int64], offsets: [Int]) {
        self.transitions = transitions
        self.offsets = offsets
        var before: [UInt16] = [0]
        for (index, transition) in transitions.enumerated() {
            while Int64(before.count) << Self.stretch <= transition { before.append(UInt16(index)) }
        }
        self.before = before
    }

    private static let stretch: Int64 = 21

    convenience init(fixedOffset: Int) {
        self.init(transitions: [], offsets: [fixedOffset])
    }

    /// The number of transitions at or before a second since the epoch.
    func index(atUTC utc: Int64) -> Int {
        var index = Int(before[max(0, min(before.count - 1, Int(utc >> Self.stretch)))])
        while index < transitions.count && transitions[index] <= utc { index += 1 }
        return index
    }

    func offset(atUTC utc: Int64) -> Int {
        offsets[index(atUTC: utc)]
    }

    /// No offset is further from UTC than this; so only the periods in this window around a reading can hold it.
    static let widestOffset: Int64 = 86_400

    func instants(local: Int64) -> TimeZoneRules.LocalTime {
        let oldest = index(atUTC: local - Self.widestOffset)
        let newest = index(atUTC: local + Self.widestOffset)
        var first: Int64?
        for index in oldest...newest {
            let utc = local - Int64(offsets[index])
            let begun = index == 0 || transitions[index - 1] <= utc
            let ended = index < transitions.count && transitions[index] <= utc
            guard begun && !ended else { continue }
            guard let first else {
                first = utc
                continue
            }
            return .twice(first: first, second: utc)
        }
        if let first { return .once(utc: first) }
        for index in oldest..<newest {
            let start = transitions[index] + Int64(offsets[index])
            let end = transitions[index] + Int64(offsets[index + 1])
            if start <= local && local < end { return .gap(start: start, end: end) }
        }
        return .once(utc: local - Int64(offsets[newest]))
    }
}
