package import Carnelian
package import CarnelianCore

/// `carnelian.jobs.NoOp`: does nothing.
package struct NoOpJob: Job {
    package static let type: JobType = "carnelian.jobs.NoOp"

    package init() {}

    package func execute(_ parameters: NoParameters, in context: JobContext) async throws {}
}
