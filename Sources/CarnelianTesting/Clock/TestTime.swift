public import CarnelianCore

/// A time as tests write it: ISO 8601 text with a zone, such as `2026-03-27T12:00:00+01:00`.
public struct TestTime: Sendable, Hashable, ExpressibleByStringLiteral {
    private let text: String

    /// Takes the text; whether it can be read shows when it is used.
    public init(stringLiteral value: String) {
        text = value
    }

    /// Takes a time.
    public init(_ time: Timestamp) {
        text = time.description
    }

    var timestamp: Timestamp {
        get throws {
            guard let time = Timestamp(iso8601: text) else {
                throw CarnelianError(
                    .invalidSyntax,
                    "\"\(text)\" is no time; expected ISO 8601 with a zone, as 2026-03-27T12:00:00+01:00"
                )
            }
            return time
        }
    }
}
