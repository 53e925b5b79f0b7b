import CarnelianCore
import CoreMetrics

/// Records the ends of executions, in batches, and tries until each is recorded or no longer this node's to record.
struct CompletionWriter {
    let node: Node
    private var batches = CompletionBatches()
    private var backoff = Backoff()

    init(_ node: Node) {
        self.node = node
    }

    /// Runs until the queue is finished and all is recorded, or until the node gives up.
    mutating func run() async {
        while true {
            if let completions = node.completions.takeAll() {
                batches.add(completions)
                guard !batches.isEmpty else {
                    await node.completions.bell.waitUninterrupted()
                    continue
                }
            } else if batches.isEmpty {
                return
            }
            node.metrics.unrecorded.record(batches.count)
            if await write() { continue }
            if !node.isGivingUp {
                await node.sleepUnlessGivingUp(for: backoff.next(jitter: .random(in: 0...1)))
            } else if node.completions.isFinished {
                break
            } else {
                await node.completions.bell.waitUninterrupted()
            }
        }
        node.logUnrecorded(batches.count)
    }

    /// Writes one batch; false if the store failed.
    private mutating func write() async -> Bool {
        guard let batch = batches.first else { return true }
        do {
            let lost = try await node.attempt(.complete) { try await node.store.complete(batch) }
            batches.recorded()
            backoff.reset()
            node.metrics.unrecorded.record(batches.count)
            if !lost.isEmpty { node.reportLost(lost) }
            if batch.contains(where: { $0.isExclusive || $0.nextFireTime != nil }) { node.acquireSignal.bell.ring() }
            return true
        } catch let error as CarnelianError where error.code != .storeUnavailable {
            batches.refused(reason: error.message)
            return false
        } catch {
            return false
        }
    }
}
