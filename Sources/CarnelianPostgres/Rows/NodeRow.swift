import Carnelian
import CarnelianCore
import LibPQ

/// A node as `sql/queries/cluster/nodes.sql` reads it.
enum NodeRow {
    static func decode(_ row: PQRow) throws -> ClusterNode {
        ClusterNode(
            instance: InstanceID(rawValue: try row.string(0)),
            lastCheckIn: Timestamp(milliseconds: try row.int64(1)),
            checkInInterval: .milliseconds(try row.int64(2)),
            profile: try profile(row)
        )
    }

    private static func profile(_ row: PQRow) throws -> NodeProfile? {
        guard let types = try row.stringsIfPresent(4) else { return nil }
        return NodeProfile(
            jobTypes: Set(types.map(JobType.init(rawValue:))), maxConcurrentJobs: try row.intIfPresent(5) ?? 0,
            isAcquiring: try row.boolIfPresent(6) ?? true,
            misfireThreshold: try row.int64IfPresent(7).map { .milliseconds($0) }
        )
    }

    /// A profile as the last parameters of `sql/queries/cluster/register.sql`.
    static func parameters(_ profile: NodeProfile?) -> [PQValue] {
        guard let profile else { return [.null, .null, .null, .null] }
        return [
            .textArray(profile.jobTypes.map(\.rawValue).sorted()), .int4(Int32(clamping: profile.maxConcurrentJobs)),
            .bool(profile.isAcquiring), profile.misfireThreshold.map { .int8($0.wholeMilliseconds) } ?? .null,
        ]
    }
}
