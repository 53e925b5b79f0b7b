public import CarnelianCore

/// What a node says of itself with its check-ins: what it can take, and whether it does.
///
/// Nodes of Quartz say nothing of the kind; what they can run stands in their class path only.
public struct NodeProfile: Sendable, Hashable {
    /// The job types that the node runs.
    public var jobTypes: Set<JobType>
    /// How many jobs it runs at a time.
    public var maxConcurrentJobs: Int
    /// Whether it acquires triggers; false in standby, and while it stops.
    public var isAcquiring: Bool
    /// How late a fire may be on it before it is misfired; nil where the node does not say.
    public var misfireThreshold: Duration?

    /// Creates a profile.
    public init(
        jobTypes: Set<JobType>, maxConcurrentJobs: Int, isAcquiring: Bool = true, misfireThreshold: Duration? = nil
    ) {
        self.jobTypes = jobTypes
        self.maxConcurrentJobs = maxConcurrentJobs
        self.isAcquiring = isAcquiring
        self.misfireThreshold = misfireThreshold
    }
}
