/// A set of the numbers 1 to 366 and -366 to -1: ordinals counted from the front or from the back.
struct SignedSet: Sendable, Hashable {
    /// The positive members: bit n is number n.
    private(set) var positive = SIMD8<UInt64>()
    /// The negative members: bit n is number -n.
    private(set) var negative = SIMD8<UInt64>()

    var isEmpty: Bool { positive == SIMD8() && negative == SIMD8() }

    mutating func insert(_ number: Int) {
        let (word, bit) = (Int(number.magnitude) >> 6, UInt64(number.magnitude) & 63)
        if number < 0 {
            negative[word] |= 1 << bit
        } else {
            positive[word] |= 1 << bit
        }
    }

    func contains(_ number: Int) -> Bool {
        let (word, bit) = (Int(number.magnitude) >> 6, UInt64(number.magnitude) & 63)
        return (number < 0 ? negative : positive)[word] >> bit & 1 == 1
    }

    /// Whether the set names the place `number` of `count`, counted from the front or from the back.
    func names(_ number: Int, of count: Int) -> Bool {
        contains(number) || contains(number - count - 1)
    }

    /// The least positive member that is not less than `number`.
    func nextPositive(from number: Int) -> Int? {
        guard number < 512 else { return nil }
        var word = max(0, number) >> 6
        var rest = positive[word] & (UInt64.max << (UInt64(max(0, number)) & 63))
        while rest == 0 {
            word += 1
            guard word < 8 else { return nil }
            rest = positive[word]
        }
        return word << 6 + rest.trailingZeroBitCount
    }

    /// The greatest n not above `number` for which -n is a member.
    func lastNegative(upTo number: Int) -> Int? {
        guard number > 0 else { return nil }
        let number = min(number, 511)
        var word = number >> 6
        var rest = negative[word] & (UInt64.max >> (63 - UInt64(number) & 63))
        while rest == 0 {
            word -= 1
            guard word >= 0 else { return nil }
            rest = negative[word]
        }
        return word << 6 + 63 - rest.leadingZeroBitCount
    }

    /// The members from the front, then those from the back, each in order of the day or place that they name.
    var members: [Int] {
        (1...366).filter(contains) + (-366 ... -1).filter(contains)
    }
}
