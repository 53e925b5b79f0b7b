/// Code around every execution of a node: may measure, change the logger, replace errors, or veto.
///
/// The first middleware of the list is the outermost. An error that it throws counts as the execution's; `next` may be
/// called more than once, or not at all.
public protocol JobMiddleware: Sendable {
    /// Runs around one execution; calls `next` to go on.
    func execute(_ context: JobContext, next: (JobContext) async throws -> Void) async throws
}

/// Thrown by a middleware to veto a fire: the job does not run, the fire counts as done and the trigger goes on.
public struct VetoedFire: Error, Sendable, Hashable, CustomStringConvertible {
    /// Why, for the log and the event.
    public var reason: String

    /// Creates a veto.
    public init(_ reason: String) {
        self.reason = reason
    }

    /// The reason.
    public var description: String { "vetoed: \(reason)" }
}

/// Middleware in order, outermost first, around a body.
struct MiddlewareChain: Sendable {
    let middleware: [any JobMiddleware]

    func execute(_ context: JobContext, body: JobRegistration.Body) async throws {
        guard !middleware.isEmpty else { return try await body(context) }
        try await execute(context, from: 0, body: body)
    }

    private func execute(_ context: JobContext, from index: Int, body: JobRegistration.Body) async throws {
        guard index < middleware.count else { return try await body(context) }
        try await middleware[index].execute(context) { context in
            try await execute(context, from: index + 1, body: body)
        }
    }
}
