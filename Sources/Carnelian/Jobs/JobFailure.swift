/// Thrown by a job to say what follows its failure.
public struct JobFailure: Error {
    /// What follows; new choices may be added in a minor version.
    public struct Then: Sendable, Hashable, CustomStringConvertible {
        /// The choice's name.
        public let description: String

        private init(_ description: String) {
            self.description = description
        }

        /// Nothing: the trigger fires again at its next time.
        public static let nothing = Then("nothing")
        /// The job runs again at once, on the same worker, with `JobContext.refireCount` one higher.
        public static let refireImmediately = Then("refire immediately")
        /// The trigger never fires again.
        public static let unscheduleTrigger = Then("unschedule trigger")
        /// No trigger of the job fires again.
        public static let unscheduleJob = Then("unschedule job")
    }

    /// What follows.
    public var then: Then
    /// The error behind the failure, if any.
    public var cause: (any Error)?

    /// Creates a failure.
    public init(_ then: Then, cause: (any Error)? = nil) {
        self.then = then
        self.cause = cause
    }
}

extension JobFailure: CustomStringConvertible {
    /// What follows, and the cause where there is one.
    public var description: String {
        guard let cause else { return "job failed, then \(then)" }
        return "job failed, then \(then): \(cause)"
    }
}
