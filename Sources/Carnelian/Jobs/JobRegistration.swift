public import CarnelianCore

/// One job type that a node can run: a `Job` value, or a closure.
public struct JobRegistration: Sendable {
    /// Runs a job whose parameters are decoded already.
    typealias Body = @Sendable (JobContext) async throws -> Void

    /// The wire name of the job type.
    public let type: JobType
    /// Decodes the parameters of one fire; throws where the data do not fit.
    let prepare: @Sendable (JobDataMap) throws -> Body

    /// Registers a job value.
    public init<J: Job>(_ job: J) {
        type = J.type
        if let none = NoParameters() as? J.Parameters {
            let body: Body = { try await job.execute(none, in: $0) }
            prepare = { _ in body }
        } else {
            prepare = { data in
                let parameters = try data.decode(J.Parameters.self)
                return { try await job.execute(parameters, in: $0) }
            }
        }
    }

    /// Registers a closure, which reads what it needs from `JobContext.data`.
    public init(_ type: JobType, _ body: @escaping @Sendable (JobContext) async throws -> Void) {
        self.type = type
        prepare = { _ in body }
    }
}
