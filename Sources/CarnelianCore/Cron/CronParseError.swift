/// What is wrong with a cron expression: where, what was found there, and what was expected.
public struct CronParseError: Error, Sendable, Hashable {
    /// The field that is wrong, for example `hours`; `expression` if it is the expression as a whole.
    public var field: String
    /// The column in the text at which the wrong part begins, from 1.
    public var column: Int
    /// The wrong part; empty at the end of the text.
    public var found: String
    /// What may stand there.
    public var expected: String
    /// The text that was read.
    public var text: String

    /// Creates an error.
    public init(field: String, column: Int, found: String, expected: String, text: String) {
        self.field = field
        self.column = column
        self.found = found
        self.expected = expected
        self.text = text
    }
}

extension CronParseError: CustomStringConvertible {
    /// One line: text, column, field, what was found and what was expected.
    public var description: String {
        let what = found.isEmpty ? "nothing" : "\"\(found)\""
        return "cron expression \"\(text)\", column \(column), \(field): found \(what), expected \(expected)"
    }
}
