/// Changes that turn a well-formed input into one that is nearly so.
enum Mutation {
    /// Applies a few changes to bytes: single bytes, runs cut out, repeated or swapped, parts of `others` put in.
    static func mutate(_ input: [UInt8], with others: [[UInt8]], _ random: inout FuzzRandom) -> [UInt8] {
        var bytes = input
        for _ in 0...random.index(4) {
            let position = random.index(bytes.count + 1)
            switch random.index(8) {
            case 0 where position < bytes.count: bytes[position] = UInt8(random.index(256))
            case 1 where position < bytes.count: bytes[position] ^= 1 << UInt8(random.index(8))
            case 2 where position < bytes.count: bytes.remove(at: position)
            case 3: bytes.insert(UInt8(random.index(128)), at: position)
            case 4 where position < bytes.count:
                bytes.removeSubrange(position..<min(bytes.count, position + 1 + random.index(8)))
            case 5 where position < bytes.count:
                let run = Array(bytes[position..<min(bytes.count, position + 1 + random.index(12))])
                // Now and then very often: what costs more than linear time shows.
                let times = random.percent(1) ? 1 + random.index(400) : 1 + random.index(3)
                for _ in 0..<times { bytes.insert(contentsOf: run, at: position) }
            case 6 where bytes.count > 1: bytes.swapAt(random.index(bytes.count), random.index(bytes.count))
            default:
                let other = random.pick(others)
                guard !other.isEmpty else { continue }
                let start = random.index(other.count)
                let run = other[start..<min(other.count, start + 1 + random.index(16))]
                bytes.insert(contentsOf: run, at: position)
            }
        }
        return bytes
    }

    /// Bytes without any form.
    static func bytes(_ random: inout FuzzRandom, upTo count: Int) -> [UInt8] {
        (0..<random.index(count + 1)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    }
}
