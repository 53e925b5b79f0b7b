public import Logging

/// Finds what is wrong with a cluster, and mends what can be mended without losing anything of a user's.
///
/// It works on tables that only Java nodes use, with whatever privileges its role has, and beside running nodes.
/// `examine()` only reads, in a read-only transaction. `repair()` changes rows under the cluster's lock rows after
/// looking at them again, and never deletes a job or a trigger.
public struct Doctor: Sendable {
    /// How long the nodes' check-ins are watched at least.
    ///
    /// Default: zero, which is long enough where every node is on time; late ones are watched for their check-in interval
    /// and a second, at most 15 seconds in all. Two processes under one id show within twice their interval.
    public var observation: Duration = .zero

    let target: SchemaTarget
    let configuration: PostgresJobStore.Configuration
    let logger: Logger

    /// Creates a doctor for the tables that a store of this configuration uses; nothing is connected yet.
    /// - Throws: `CarnelianError` with code `.invalidValue` for a configuration that cannot be used.
    public init(_ configuration: PostgresJobStore.Configuration, logger: Logger) throws {
        self.configuration = configuration
        self.logger = logger
        target = try SchemaTarget(configuration)
    }

    /// Looks at everything and changes nothing.
    ///
    /// What only shows between two statements of a node's is not reported: what is odd about triggers and fires must be
    /// so twice, a second apart.
    /// - Throws: `CarnelianError` with code `.storeUnavailable` if the server cannot be reached. What the role may not
    ///   read, and a check that the server refuses, is a finding.
    public func examine() async throws -> Diagnosis {
        try await examination().diagnosis
    }

    /// Examines, mends what can be mended and says what was done, in the order of the findings.
    ///
    /// Looks at each row again under the lock before it is changed, so running nodes are not disturbed, and a second
    /// repair finds nothing left to do. `examine()` afterwards says what remains.
    /// - Throws: as `examine()`. A repair that the server refuses is an outcome that is not done.
    public func repair() async throws -> [RepairOutcome] {
        try await repairs(of: try await examination())
    }
}
