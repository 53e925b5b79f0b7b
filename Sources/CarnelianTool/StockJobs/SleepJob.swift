package import Carnelian
package import CarnelianCore

/// `carnelian.jobs.Sleep`: waits `milliseconds`; cancellable.
package struct SleepJob: Job {
    package static let type: JobType = "carnelian.jobs.Sleep"

    package struct Parameters: Codable, Sendable {
        package var milliseconds: Int64
    }

    package init() {}

    package func execute(_ parameters: Parameters, in context: JobContext) async throws {
        try await Task.sleep(for: .milliseconds(max(0, parameters.milliseconds)))
    }
}
