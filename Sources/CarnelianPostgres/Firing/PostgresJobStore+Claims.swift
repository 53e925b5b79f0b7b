import Carnelian
public import CarnelianCore
import LibPQ

extension PostgresJobStore {
    /// Without a lock, by one index scan: when the earliest trigger is due that a node with these job types could claim.
    public func nextDueTime(for types: Set<JobType>) async throws -> Timestamp? {
        guard !types.isEmpty else { return nil }
        let result = try await read(
            EmbeddedSQL.firingNextDue,
            [.text(schedulerName), .textArray(types.map(\.rawValue))],
            on: firing
        )
        guard let row = result.rows.first else { return nil }
        return Timestamp(milliseconds: try row.int64(0))
    }

    /// Gives claims back unfired; what is not this node's claim any more is left alone.
    public func release(_ claims: [FireInstanceID], by instance: InstanceID) async throws {
        guard !claims.isEmpty else { return }
        let release = step(
            EmbeddedSQL.firingRelease,
            [.text(schedulerName), .text(instance.rawValue), .textArray(claims.map(\.rawValue))]
        )
        let signal = notifyStep(earliest: nil).map { [$0] } ?? []
        try await locked(on: firing, then: [release] + signal) { _, _ in }
    }
}
