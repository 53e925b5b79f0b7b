public import CarnelianCore

/// Code that runs when a trigger fires: a value with its dependencies as properties and one asynchronous method.
///
/// ```swift
/// struct SendReminder: Job {
///     static let type: JobType = "billing.send-reminder"
///     struct Parameters: Codable, Sendable { var invoice: Int }
///     let mailer: any Mailer
///
///     func execute(_ parameters: Parameters, in context: JobContext) async throws {
///         try await mailer.send("Invoice \(parameters.invoice) is due")
///     }
/// }
/// ```
///
/// One value serves all fires of its type on a node, several at the same time.
public protocol Job: Sendable {
    /// What a fire needs to know, decoded from the job's data merged with the trigger's.
    associatedtype Parameters: Codable & Sendable = NoParameters

    /// The stable wire name under which jobs of this type are stored.
    static var type: JobType { get }

    /// Runs once for a fire, on a thread of the node's worker pool; blocking it is allowed.
    ///
    /// Should end soon after its task is cancelled: at shutdown, and when the node lost the fire to a peer. A thrown
    /// `JobFailure` says what follows; any other error is a failure after which nothing is tried again.
    func execute(_ parameters: Parameters, in context: JobContext) async throws
}

/// The parameters of a job that needs none.
public struct NoParameters: Codable, Sendable, Hashable {
    /// Creates the value.
    public init() {}
}
