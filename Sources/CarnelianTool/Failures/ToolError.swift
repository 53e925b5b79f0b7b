/// What went wrong in the tool or in a stock job: one sentence for people, with advice where there is any.
package struct ToolError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of failure.
    package struct Code: Sendable, Hashable, CustomStringConvertible {
        package let description: String

        private init(_ description: String) {
            self.description = description
        }

        /// A job or trigger that is named does not exist.
        package static let notFound = Code("not-found")
        /// What is stored cannot be read.
        package static let unreadable = Code("unreadable")
        /// What is to be removed is still used.
        package static let inUse = Code("in-use")
        /// A file cannot be read, or what it says cannot be used.
        package static let unusableFile = Code("unusable-file")
        /// A statement or command that a stock job runs failed.
        package static let jobFailed = Code("job-failed")
        /// The demonstration could not be run.
        package static let demoFailed = Code("demo-failed")
        /// A question cannot be answered.
        package static let invalidQuestion = Code("invalid-question")
    }

    package var code: Code
    package var message: String
    /// What to do about it.
    package var advice: String?

    package init(_ code: Code, _ message: String, advice: String? = nil) {
        self.code = code
        self.message = message
        self.advice = advice
    }

    package var description: String {
        advice.map { "\(message). \($0)" } ?? message
    }
}

extension ToolError {
    /// The error for a calendar that is not stored.
    static func missingCalendar(_ name: String) -> ToolError {
        ToolError(
            .notFound, "no calendar \(name)",
            advice: "'carnelian calendar list' shows those that exist, 'carnelian calendar put' stores one")
    }
}
