import ArgumentParser
import CarnelianCore
import LibPQ

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// How an error ends the tool: one line for people on standard error, and the exit status.
package struct FailureReport: Sendable, Hashable {
    /// The status of a command line that cannot be understood.
    package static let usageStatus: Int32 = EX_USAGE

    /// The line, without its end; nil where everything has been said.
    package var line: String?
    /// The exit status: 0, 1, or 64 for usage.
    package var status: Int32

    /// What ends the tool after `error`, thrown while it ran the given command line.
    package init(_ error: any Error, arguments: [String]) {
        let code = CarnelianTool.exitCode(for: error)
        if code == .validationFailure {
            let path = CommandPath(arguments)
            let said =
                path.unknownName.map { "unknown command '\($0)'" }
                ?? Self.lowercased(Self.oneLine(CarnelianTool.message(for: error)))
            let command = path.names.joined(separator: " ")
            self.init(line: "carnelian: \(said). See '\(command) --help'.", status: Self.usageStatus)
        } else if let exit = error as? ExitCode {
            self.init(line: nil, status: exit.rawValue)
        } else {
            self.init(line: "carnelian: " + Self.explained(error), status: 1)
        }
    }

    private init(line: String?, status: Int32) {
        self.line = line
        self.status = status
    }

    /// What happened and, where it is known, what to do about it.
    private static func explained(_ error: any Error) -> String {
        let said = oneLine(String(describing: error))
        guard let advice = advice(for: error), !said.contains("carnelian migrate") else { return said + "." }
        let end = said.hasSuffix("?") ? "" : "."
        return "\(said)\(end) \(advice)."
    }

    private static func advice(for error: any Error) -> String? {
        let reach = "Check that the server runs and that --database-url or CARNELIAN_DATABASE_URL names it"
        switch error {
        case let error as CarnelianError where error.code == .storeUnavailable: return reach
        case let error as PQError where error.isConnectionLoss || error.code == .invalidConfiguration: return reach
        case let error as CarnelianError where error.code == .schemaMismatch:
            return "Run 'carnelian migrate' on this database"
        default: return nil
        }
    }

    /// The sentence as it stands behind "carnelian: ".
    private static func lowercased(_ text: String) -> String {
        text.prefix(1).lowercased() + text.dropFirst()
    }

    private static func oneLine(_ text: String) -> String {
        let lines = text.split(whereSeparator: \.isNewline).map { line in
            line.drop(while: \.isWhitespace)
        }
        var line = lines.filter { !$0.isEmpty }.joined(separator: " ")
        while let last = line.last, last == "." || last.isWhitespace { line.removeLast() }
        return line
    }
}
