/// What went wrong in a call to Carnelian: a stable code, one sentence for people, and the cause if another error is behind it.
///
/// The description never holds secrets or job data. Two errors are equal when code and message are.
public struct CarnelianError: Error, Sendable {
    /// The kind of failure; new kinds may be added in a minor version.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The code's text, as logs and `--json` output show it.
        public let description: String

        private init(_ description: String) {
            self.description = description
        }

        /// A value breaks a rule: a name, an interval, an option out of its range.
        public static let invalidValue = Code("invalid-value")
        /// Cron text, a time zone, a time or another notation cannot be read.
        public static let invalidSyntax = Code("invalid-syntax")
        /// Stored bytes or a stored row cannot be decoded.
        public static let undecodableData = Code("undecodable-data")
        /// A job or trigger of that key exists already and replacing was not asked for.
        public static let alreadyExists = Code("already-exists")
        /// No job, trigger or other named thing of that key exists.
        public static let notFound = Code("not-found")
        /// The operation does not fit the object's state, as running a scheduler twice.
        public static let invalidState = Code("invalid-state")
        /// The job type is not registered on this node.
        public static let unknownJobType = Code("unknown-job-type")
        /// The trigger would never fire: its schedule has no fire time between start and end.
        public static let neverFires = Code("never-fires")
        /// The store cannot be reached or answers too late; worth another try.
        public static let storeUnavailable = Code("store-unavailable")
        /// The store answered with an error that another try will not cure.
        public static let storeFailure = Code("store-failure")
        /// The tables are missing, too old or too new for this version.
        public static let schemaMismatch = Code("schema-mismatch")
        /// This node no longer owns what it tried to change.
        public static let ownershipLost = Code("ownership-lost")
        /// What is to be removed is still used by others, which the message names.
        public static let inUse = Code("in-use")
        /// The store does not support what was asked for.
        public static let unsupported = Code("unsupported")
    }

    /// The kind of failure.
    public var code: Code
    /// One sentence: what, where and what was expected.
    public var message: String
    /// The error behind this one, if any.
    public var cause: (any Error)?

    /// Creates an error.
    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }
}

extension CarnelianError: Hashable {
    /// Compares code and message; the cause does not count.
    public static func == (left: CarnelianError, right: CarnelianError) -> Bool {
        left.code == right.code && left.message == right.message
    }

    /// Hashes what `==` compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
        hasher.combine(message)
    }
}

extension CarnelianError: CustomStringConvertible {
    /// The message, followed by the cause's where there is one.
    public var description: String {
        guard let cause else { return message }
        return "\(message): \(cause)"
    }
}
