/// What is wrong with a recurrence rule: where, what was found there, and what was expected.
public struct RecurrenceParseError: Error, Sendable, Hashable {
    /// The part that is wrong, for example `BYDAY`; `rule` if it is the rule as a whole.
    public var part: String
    /// The column in the text at which the wrong piece begins, from 1.
    public var column: Int
    /// The wrong piece; empty at the end of the text.
    public var found: String
    /// What may stand there.
    public var expected: String
    /// The text that was read.
    public var text: String

    /// Creates an error.
    public init(part: String, column: Int, found: String, expected: String, text: String) {
        self.part = part
        self.column = column
        self.found = found
        self.expected = expected
        self.text = text
    }
}

extension RecurrenceParseError: CustomStringConvertible {
    /// One line: text, column, part, what was found and what was expected.
    public var description: String {
        let what = found.isEmpty ? "nothing" : "\"\(found)\""
        return "recurrence rule \"\(text)\", column \(column), \(part): found \(what), expected \(expected)"
    }
}
