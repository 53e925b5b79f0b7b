/// Why something asked of PostgreSQL did not happen.
///
/// `description` never holds a password or a parameter; the server's DETAIL, which can quote a row's values, is only in
/// `detail` and `debugDescription`.
package struct PQError: Error, CustomStringConvertible, CustomDebugStringConvertible {
    /// What kind of failure it was.
    package struct Code: Hashable, Sendable, CustomStringConvertible {
        package let description: String

        /// No connection could be made.
        package static let connectionFailed = Code(description: "connectionFailed")
        /// A connection that had been made is gone.
        package static let connectionLost = Code(description: "connectionLost")
        /// The server refused a statement: see `sqlState`.
        package static let server = Code(description: "server")
        /// The wait was longer than its deadline.
        package static let deadlineExceeded = Code(description: "deadlineExceeded")
        /// The waiting task was cancelled.
        package static let cancelled = Code(description: "cancelled")
        /// The connection string cannot be used.
        package static let invalidConfiguration = Code(description: "invalidConfiguration")
        /// A column is not there, is NULL, or is of another type than the one asked for.
        package static let unexpectedColumn = Code(description: "unexpectedColumn")
        /// The caller broke a rule of this module.
        package static let misuse = Code(description: "misuse")
        /// The pool has been closed.
        package static let poolClosed = Code(description: "poolClosed")
        /// The operating system has no descriptor, thread or memory left.
        package static let systemResources = Code(description: "systemResources")
    }

    package var code: Code
    package var message: String
    /// The server's code, where it sent one.
    package var sqlState: SQLState?
    /// The server's DETAIL; can hold values of a row.
    package var detail: String?
    package var hint: String?
    package var constraint: String?
    package var table: String?
    /// The name of the statement that failed, or the start of its SQL.
    package var statement: String?
    /// Which step of a pipeline failed, counted from 0.
    package var step: Int?
    package var cause: (any Error)?
    /// The server may have committed: the connection was lost after the commit had been sent and before its result came.
    ///
    /// Also true of a statement outside a transaction, which commits by itself.
    package var commitOutcomeUnknown = false

    package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// The connection is gone, or could not be made.
    package var isConnectionLoss: Bool {
        if code == .connectionLost || code == .connectionFailed { return true }
        guard let sqlState else { return false }
        return sqlState.category == "08" || Self.shutdowns.contains(sqlState)
    }

    /// The same work may succeed on another attempt, perhaps on another connection.
    ///
    /// Look at `commitOutcomeUnknown` first: then the work may have been done already.
    package var isRetriable: Bool {
        if let sqlState {
            if Self.retriable.contains(sqlState) || Self.shutdowns.contains(sqlState) { return true }
            if sqlState.category == "08" || sqlState.category == "53" { return true }
            if Self.hopeless.contains(String(sqlState.category)) { return false }
        }
        return code == .connectionLost || code == .connectionFailed
    }

    package var description: String {
        var text = message
        if let sqlState { text += " (SQLSTATE \(sqlState))" }
        if let statement { text = "\(statement): \(text)" }
        if commitOutcomeUnknown { text += "; it is not known whether the work was committed" }
        return text
    }

    package var debugDescription: String {
        var text = "PQError.\(code): \(description)"
        if let step { text += " [step \(step)]" }
        if let detail { text += " DETAIL: \(detail)" }
        if let hint { text += " HINT: \(hint)" }
        if let constraint { text += " CONSTRAINT: \(constraint)" }
        if let table { text += " TABLE: \(table)" }
        if let cause { text += " CAUSE: \(cause)" }
        return text
    }

    private static let retriable: Set<SQLState> = [.serializationFailure, .deadlockDetected, .readOnlyTransaction]
    private static let shutdowns: Set<SQLState> = [
        .adminShutdown, .crashShutdown, .cannotConnectNow, .idleSessionTimeout, .idleInTransactionTimeout,
    ]
    /// Classes that another attempt does not cure: no such database, wrong password, not allowed, wrong name.
    private static let hopeless: Set<String> = ["28", "3D", "42"]
}

extension PQError: CustomReflectable {
    /// Mirrors show what `description` shows.
    package var customMirror: Mirror {
        Mirror(self, children: ["code": code.description, "description": description], displayStyle: .struct)
    }
}
