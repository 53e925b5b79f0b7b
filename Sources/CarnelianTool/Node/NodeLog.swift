import CarnelianCore
package import Logging

/// Writes log records for people on standard error: time, level, message, then what the record carries.
package struct NodeLog: LogHandler {
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    private let style: Style

    package init(level: Logger.Level) {
        logLevel = level
        style = Style(for: .error)
    }

    /// A logger for the tool.
    package static func logger(level: Logger.Level) -> Logger {
        Logger(label: "carnelian") { _ in NodeLog(level: level) }
    }

    /// The logger of commands that only read and write: errors are what they throw.
    package static let quiet = logger(level: .critical)

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var facts = metadata
        if let provided = metadataProvider?.get() { facts.merge(provided) { $1 } }
        if let given = event.metadata { facts.merge(given) { $1 } }
        let values = facts.sorted { $0.key < $1.key }.map { key, value in
            "\(style(key.hasPrefix("carnelian.") ? String(key.dropFirst(10)) : key, .dim))=\(value)"
        }
        let level = event.level.rawValue
        let padded = level + String(repeating: " ", count: max(0, 8 - level.count))
        let parts = [
            style(currentTime().description, .dim), style(padded, event.level.look), event.message.description,
        ]
        StandardStream.error.writeLine((parts + values).joined(separator: " "))
    }
}

extension Logger.Level {
    fileprivate var look: Style.Look {
        switch self {
        case .trace, .debug: .dim
        case .info: .green
        case .notice: .cyan
        case .warning: .yellow
        case .error, .critical: .red
        }
    }
}
