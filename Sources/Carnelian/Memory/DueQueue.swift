package import CarnelianCore

/// A trigger's place in the order in which triggers are claimed: earliest first, then higher priority, then key.
package struct DueEntry: Sendable, Hashable, Comparable {
    package var time: Timestamp
    package var priority: Int
    package var key: TriggerKey

    package init(time: Timestamp, priority: Int, key: TriggerKey) {
        self.time = time
        self.priority = priority
        self.key = key
    }

    package static func < (left: DueEntry, right: DueEntry) -> Bool {
        if left.time != right.time { return left.time < right.time }
        if left.priority != right.priority { return left.priority > right.priority }
        return left.key < right.key
    }
}

/// An ordered set of due entries: sorted chunks of bounded size, so that insert and remove move a few hundred entries at
/// most, and a scan may start at any time.
package struct DueQueue: Sendable {
    /// A place in the queue; valid until the queue changes.
    package struct Position: Sendable, Hashable {
        fileprivate var chunk: Int
        fileprivate var offset: Int
    }

    private static let chunkCapacity = 512

    /// No chunk is empty; each chunk is sorted and ends before the next one begins.
    private var chunks: [[DueEntry]] = []

    package init() {}

    package var isEmpty: Bool { chunks.isEmpty }
    package var count: Int { chunks.reduce(0) { $0 + $1.count } }
    package var first: DueEntry? { chunks.first?.first }

    package mutating func insert(_ entry: DueEntry) {
        guard !chunks.isEmpty else {
            chunks.append([entry])
            return
        }
        let chunk = min(firstChunk { entry <= $0 }, chunks.count - 1)
        let offset = DueQueue.firstIndex(in: chunks[chunk]) { entry <= $0 }
        if offset < chunks[chunk].count, chunks[chunk][offset] == entry { return }
        chunks[chunk].insert(entry, at: offset)
        if chunks[chunk].count > DueQueue.chunkCapacity { split(chunk) }
    }

    package mutating func remove(_ entry: DueEntry) {
        let chunk = firstChunk { entry <= $0 }
        guard chunk < chunks.count else { return }
        let offset = DueQueue.firstIndex(in: chunks[chunk]) { entry <= $0 }
        guard chunks[chunk][offset] == entry else { return }
        chunks[chunk].remove(at: offset)
        if chunks[chunk].isEmpty { chunks.remove(at: chunk) }
    }

    /// The place of the first entry.
    package var start: Position { Position(chunk: 0, offset: 0) }

    /// The place of the first entry that is due at or after `time`.
    package func position(notBefore time: Timestamp) -> Position {
        let chunk = firstChunk { time <= $0.time }
        guard chunk < chunks.count else { return Position(chunk: chunk, offset: 0) }
        return Position(chunk: chunk, offset: DueQueue.firstIndex(in: chunks[chunk]) { time <= $0.time })
    }

    package func position(after position: Position) -> Position {
        if position.offset + 1 < chunks[position.chunk].count {
            return Position(chunk: position.chunk, offset: position.offset + 1)
        }
        return Position(chunk: position.chunk + 1, offset: 0)
    }

    /// The entry at a place, or nil at the end.
    package func entry(at position: Position) -> DueEntry? {
        position.chunk < chunks.count ? chunks[position.chunk][position.offset] : nil
    }

    private mutating func split(_ chunk: Int) {
        let half = chunks[chunk].count / 2
        let upper = Array(chunks[chunk][half...])
        chunks[chunk].removeLast(upper.count)
        chunks.insert(upper, at: chunk + 1)
    }

    /// The first chunk whose last entry satisfies a condition that, once true, stays true.
    private func firstChunk(where holds: (DueEntry) -> Bool) -> Int {
        var low = 0
        var high = chunks.count
        while low < high {
            let middle = (low + high) / 2
            if holds(chunks[middle][chunks[middle].count - 1]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private static func firstIndex(in entries: [DueEntry], where holds: (DueEntry) -> Bool) -> Int {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if holds(entries[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
