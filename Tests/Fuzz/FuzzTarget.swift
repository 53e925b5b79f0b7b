/// A reader of untrusted input, a source of inputs for it, and what must hold for each of them.
protocol FuzzTarget: Sendable {
    /// What `scripts/fuzz` calls it.
    static var name: String { get }

    init() throws

    /// An input: the same for the same random numbers.
    func input(_ random: inout FuzzRandom) -> [UInt8]

    /// Reads the input; whether the reader accepted it. Throws a `Finding` if what must hold does not, and crashes where the
    /// reader does.
    func check(_ input: [UInt8], _ random: inout FuzzRandom) throws -> Bool
}

/// Something that must not happen.
struct Finding: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Random numbers that are the same in every run (SplitMix64).
struct FuzzRandom: RandomNumberGenerator {
    private var state: UInt64

    /// The numbers for one input of a run.
    init(seed: UInt64, input: Int) {
        state = seed &* 0xD134_2543_DE82_EF95 &+ UInt64(truncatingIfNeeded: input)
        state = next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `count` - 1.
    mutating func index(_ count: Int) -> Int {
        Int(next() % UInt64(count))
    }

    /// Whether an event of this chance in a hundred comes true.
    mutating func percent(_ chance: Int) -> Bool {
        index(100) < chance
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[index(elements.count)]
    }
}
