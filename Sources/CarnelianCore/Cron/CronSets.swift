/// A set of the numbers 0 to 63: one field's values.
struct CronSet: Sendable, Hashable {
    var bits: UInt64 = 0

    init(bits: UInt64 = 0) {
        self.bits = bits
    }

    init(_ range: ClosedRange<Int>) {
        for value in range { insert(value) }
    }

    var isEmpty: Bool { bits == 0 }
    var count: Int { bits.nonzeroBitCount }
    var first: Int { bits.trailingZeroBitCount }
    var last: Int { 63 - bits.leadingZeroBitCount }

    mutating func insert(_ value: Int) {
        bits |= 1 << UInt64(value)
    }

    func contains(_ value: Int) -> Bool {
        bits >> UInt64(value) & 1 == 1
    }

    /// The least member that is not less than `value`.
    func next(from value: Int) -> Int? {
        guard value < 64 else { return nil }
        let rest = bits >> UInt64(value)
        return rest == 0 ? nil : value + rest.trailingZeroBitCount
    }

    /// The members, ascending.
    var members: [Int] {
        (0..<64).filter(contains)
    }
}

/// A set of years from 1970 to 2199.
struct CronYears: Sendable, Hashable {
    static let range = 1970...2199

    private var words = SIMD4<UInt64>()

    static let all: CronYears = {
        var years = CronYears()
        for year in range { years.insert(year) }
        return years
    }()

    mutating func insert(_ year: Int) {
        let offset = year - Self.range.lowerBound
        words[offset >> 6] |= 1 << UInt64(offset & 63)
    }

    func contains(_ year: Int) -> Bool {
        guard Self.range.contains(year) else { return false }
        let offset = year - Self.range.lowerBound
        return words[offset >> 6] >> UInt64(offset & 63) & 1 == 1
    }

    /// The least member that is not less than `year`.
    func next(from year: Int) -> Int? {
        let offset = max(0, year - Self.range.lowerBound)
        guard offset < 256 else { return nil }
        var index = offset >> 6
        var rest = words[index] & (UInt64.max << UInt64(offset & 63))
        while rest == 0 {
            index += 1
            guard index < 4 else { return nil }
            rest = words[index]
        }
        return Self.range.lowerBound + index * 64 + rest.trailingZeroBitCount
    }

    /// The members, ascending.
    var members: [Int] {
        Self.range.filter(contains)
    }
}
