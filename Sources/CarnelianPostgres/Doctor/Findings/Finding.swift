/// Something that ``Doctor`` found in a cluster's tables or in the server that holds them.
public struct Finding: Sendable, Hashable {
    /// What kind of finding it is, as `--json` shows it; new ones may be added in a minor version.
    public struct Code: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
        /// The code's text.
        public let rawValue: String

        /// Creates a code; those that a doctor knows are in `all`.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The code's text.
        public var description: String { rawValue }

        /// Every code that this version knows.
        public static var all: [Code] { FindingKind.all.map(\.code) }
    }

    /// How bad it is.
    public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
        /// Something does not work, or fires are lost or doubled.
        case problem
        /// Something may go wrong, or is slower than it should be.
        case warning
        /// Worth knowing; nothing has to be done.
        case note

        /// The worse one comes first.
        public static func < (left: Severity, right: Severity) -> Bool {
            (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
        }
    }

    /// What kind of finding it is.
    public var code: Code
    /// How bad it is.
    public var severity: Severity
    /// What it is about: a table, a trigger or job as `GROUP.NAME`, a node, a setting.
    public var subject: String
    /// What was found, in a sentence without a full stop.
    public var message: String
    /// What to do about it.
    public var remedy: String
    /// What ``Doctor/repair()`` does about it; nil: nothing.
    public var repair: String?

    /// What makes a finding the same one when it is looked for again.
    var identity: Identity { Identity(code: code, subject: subject) }

    struct Identity: Hashable {
        var code: Code
        var subject: String
    }
}
