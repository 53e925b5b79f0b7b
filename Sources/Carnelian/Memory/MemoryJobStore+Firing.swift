public import CarnelianCore

extension MemoryJobStore {
    /// When the earliest claimable trigger of these job types is due, or nil if there is none.
    public func nextDueTime(for types: Set<JobType>) async throws -> Timestamp? {
        read { $0.due.earliest(for: types) }
    }

    /// Fires claims and makes new ones.
    public func turn(_ turn: Turn) async throws -> TurnResult {
        write { state in
            let result = state.turn(turn)
            // A fire's next time is news to nobody: the node that fired it looks again by itself.
            state.news = StoreNews()
            return result
        }
    }

    /// Gives claims back unfired; unknown ones are ignored.
    public func release(_ claims: [FireInstanceID], by instance: InstanceID) async throws {
        write { $0.release(claims, by: instance) }
    }

    /// Records the ends of executions; returns the ids that were not the caller's.
    public func complete(_ completions: [Completion]) async throws -> Set<FireInstanceID> {
        write { $0.complete(completions) }
    }

    /// Handles up to `limit` triggers that misfired.
    public func sweepMisfires(_ sweep: MisfireSweep) async throws -> MisfireSweepResult {
        write { $0.sweepMisfires(sweep) }
    }

    /// Gives claims back with their misfire instruction applied.
    public func giveBackMisfired(
        _ claims: [FireInstanceID], by instance: InstanceID, at now: Timestamp, threshold: Duration
    ) async throws -> [Misfire] {
        write { $0.giveBackMisfired(claims, by: instance, at: now, threshold: threshold) }
    }
}
