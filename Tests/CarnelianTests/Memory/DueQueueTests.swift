import Carnelian
import CarnelianCore
import Testing

@Suite struct DueQueueTests {
    private func entry(_ time: Int64, priority: Int = 5, _ name: String = "t") -> DueEntry {
        DueEntry(time: Timestamp(milliseconds: time), priority: priority, key: TriggerKey(name))
    }

    private func all(_ queue: DueQueue) -> [DueEntry] {
        var entries: [DueEntry] = []
        var position = queue.start
        while let entry = queue.entry(at: position) {
            entries.append(entry)
            position = queue.position(after: position)
        }
        return entries
    }

    @Test func ordersByTimeThenPriorityThenKey() {
        var queue = DueQueue()
        let expected = [entry(1), entry(2, priority: 9), entry(2, "a"), entry(2, "b"), entry(2, priority: 1), entry(3)]
        for entry in [expected[3], expected[5], expected[0], expected[4], expected[2], expected[1]] {
            queue.insert(entry)
        }
        #expect(all(queue) == expected)
        #expect(queue.first == expected[0])
    }

    @Test func findsTheFirstEntryAtOrAfterATime() {
        var queue = DueQueue()
        for time in stride(from: Int64(0), to: 20_000, by: 10) { queue.insert(entry(time)) }
        for time in [Int64(-5), 0, 1, 9_995, 10_000, 19_990] {
            let found = queue.entry(at: queue.position(notBefore: Timestamp(milliseconds: time)))
            #expect(found?.time.milliseconds == max(0, (time + 9) / 10 * 10))
        }
        #expect(queue.entry(at: queue.position(notBefore: Timestamp(milliseconds: 19_991))) == nil)
    }

    @Test func insertingTwiceAndRemovingTheUnknownChangesNothing() {
        var queue = DueQueue()
        queue.remove(entry(1))
        queue.insert(entry(1))
        queue.insert(entry(1))
        queue.remove(entry(1, "other"))
        queue.remove(entry(2))
        #expect(all(queue) == [entry(1)])
        queue.remove(entry(1))
        #expect(queue.isEmpty)
        #expect(queue.first == nil)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func agreesWithASortedSet(seed: UInt64) {
        var generator = SplitMix(state: seed)
        var queue = DueQueue()
        var model: Set<DueEntry> = []
        for _ in 0..<8_000 {
            let entry = entry(
                Int64.random(in: 0..<2_000, using: &generator), priority: Int.random(in: 4...6, using: &generator),
                "t\(Int.random(in: 0..<3, using: &generator))"
            )
            if Bool.random(using: &generator) || model.count < 1_500 {
                queue.insert(entry)
                model.insert(entry)
            } else {
                queue.remove(entry)
                model.remove(entry)
            }
        }
        #expect(all(queue) == model.sorted())
        #expect(queue.count == model.count)
        let middle = Timestamp(milliseconds: 1_000)
        #expect(queue.entry(at: queue.position(notBefore: middle)) == model.filter { $0.time >= middle }.min())
    }
}

private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
