public import CarnelianCore

extension Scheduler {
    /// Why a trigger is firing or not, and when it fires next.
    ///
    /// Looks at the whole cluster as the store knows it; nodes of Carnelian say with each check-in which job types they have
    /// and whether they acquire, so that this may be as old as a check-in interval. Of nodes of Quartz it is not known.
    /// Times are judged by this node's `misfireThreshold` and `checkInGrace`.
    /// - Parameters:
    ///   - key: The trigger; one that is not stored is explained as such.
    ///   - count: How many coming fire times are computed, 0 to 1,000. Default 5.
    /// - Throws: `CarnelianError` with code `.invalidValue` for another count, and what the store throws.
    public func explain(_ key: TriggerKey, count: Int = 5) async throws -> TriggerExplanation {
        guard (0...1_000).contains(count) else {
            throw CarnelianError(.invalidValue, "the number of coming fire times must be 0 to 1000: \(count)")
        }
        return TriggerExplanation(
            of: try await store.facts(about: key), misfireThreshold: node.configuration.misfireThreshold,
            checkInGrace: node.configuration.checkInGrace, count: count
        )
    }
}
