import CarnelianCore

/// Handles triggers whose fire time passed by more than the misfire threshold: at start, regularly, and when the acquire
/// loop sees one.
struct MisfireLoop {
    /// The most triggers of one transaction.
    private static let limit = 200

    let node: Node

    /// Sweeps until the task is cancelled.
    func run() async {
        var backoff = Backoff()
        let period = min(node.configuration.misfireThreshold, node.configuration.pollInterval)
        while !Task.isCancelled {
            do {
                if try await sweep() { continue }
                backoff.reset()
                // However often the acquire loop asks, sweeps that find nothing keep a distance.
                try await node.clock.sleep(for: min(period, .milliseconds(250)))
                let next = node.clock.now().advanced(by: period * Double.random(in: 0.9...1))
                await node.misfireBell.wait(until: next, by: node.clock)
            } catch {
                try? await node.clock.sleep(for: backoff.next(jitter: .random(in: 0...1)))
            }
        }
    }

    /// One sweep; true if another should follow at once.
    private func sweep() async throws -> Bool {
        let now = node.clock.now()
        let sweep = MisfireSweep(
            now: now,
            misfireBefore: now.advanced(by: .zero - node.configuration.misfireThreshold),
            limit: MisfireLoop.limit
        )
        let result = try await node.attempt(.sweepMisfires) { try await node.store.sweepMisfires(sweep) }
        node.reportMisfired(result.misfired)
        return result.mayHaveMore
    }
}
