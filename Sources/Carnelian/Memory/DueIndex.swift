import CarnelianCore

/// The waiting triggers in claim order, apart by job type and by whether they can misfire.
///
/// A node claims only the types it has code for, and only the fire times that are not misfires: both are a choice of where
/// to read, never a filter over a backlog.
struct DueIndex: Sendable {
    /// Triggers that are claimed and swept alike.
    struct Lane: Sendable, Hashable {
        var type: JobType
        var ignoresMisfires: Bool
    }

    private var lanes: [Lane: DueQueue] = [:]

    mutating func insert(_ entry: DueEntry, in lane: Lane) {
        lanes[lane, default: DueQueue()].insert(entry)
    }

    mutating func remove(_ entry: DueEntry, from lane: Lane) {
        lanes[lane]?.remove(entry)
        if lanes[lane]?.isEmpty == true { lanes[lane] = nil }
    }

    mutating func removeAll() {
        lanes.removeAll()
    }

    /// When the first trigger of these types is due.
    func earliest(for types: Set<JobType>) -> Timestamp? {
        lanes.lazy.filter { types.contains($0.key.type) }.compactMap { $0.value.first?.time }.min()
    }

    /// Visits what a node may claim, in claim order, until `visit` returns false.
    func visitClaimable(
        types: Set<JobType>, horizon: Timestamp, misfireBefore: Timestamp, _ visit: (DueEntry) -> Bool
    ) {
        var cursors: [(queue: DueQueue, position: DueQueue.Position)] = []
        for (lane, queue) in lanes where types.contains(lane.type) {
            let start = lane.ignoresMisfires ? queue.start : queue.position(notBefore: misfireBefore)
            cursors.append((queue, start))
        }
        DueIndex.merge(&cursors) { $0.time <= horizon && visit($0) }
    }

    /// Visits the misfired triggers, in claim order, until `visit` returns false.
    func visitMisfired(before limit: Timestamp, _ visit: (DueEntry) -> Bool) {
        var cursors: [(queue: DueQueue, position: DueQueue.Position)] = []
        for (lane, queue) in lanes where !lane.ignoresMisfires {
            cursors.append((queue, queue.start))
        }
        DueIndex.merge(&cursors) { $0.time < limit && visit($0) }
    }

    private static func merge(
        _ cursors: inout [(queue: DueQueue, position: DueQueue.Position)], _ visit: (DueEntry) -> Bool
    ) {
        while true {
            var best: (cursor: Int, entry: DueEntry)?
            for (number, cursor) in cursors.enumerated() {
                guard let entry = cursor.queue.entry(at: cursor.position) else { continue }
                if let current = best, current.entry < entry { continue }
                best = (number, entry)
            }
            guard let best, visit(best.entry) else { return }
            let cursor = cursors[best.cursor]
            cursors[best.cursor].position = cursor.queue.position(after: cursor.position)
        }
    }
}
