import CarnelianTool
import Subprocess
import SystemPackage

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The built tool, which stands next to the tests.
enum Tool {
    /// What a run said and how it ended.
    struct Outcome: Sendable {
        var status: Int32
        var output: String
        var errors: String

        var outputLines: [String] { output.split(separator: "\n").map(String.init) }
        var errorLines: [String] { errors.split(separator: "\n").map(String.init) }

        /// The output as JSON.
        func json() throws -> JSONValue { try JSONReader.read(output) }
    }

    static let path = FilePath(folder + "/carnelian")

    /// Runs the tool to its end.
    static func run(
        _ arguments: [String], database: String? = nil, input: String = "", environment: [String: String] = [:]
    ) async throws -> Outcome {
        let result = try await Subprocess.run(
            .path(path), arguments: Arguments(arguments), environment: self.environment(database, environment),
            input: .string(input), output: .string(limit: 64 << 20), error: .string(limit: 1 << 20))
        let status: Int32
        switch result.terminationStatus {
        case .exited(let code): status = code
        case .signaled(let signal): status = -signal
        }
        return Outcome(status: status, output: result.standardOutput, errors: result.standardError)
    }

    /// The environment of a run: of the tool's own variables only what is given.
    static func environment(_ database: String?, _ additional: [String: String] = [:]) -> Environment {
        var changes: [Environment.Key: String?] = [
            "CARNELIAN_DATABASE_URL": database, "CARNELIAN_SCHEDULER": nil, "TZ": "UTC",
        ]
        for (name, value) in additional { changes[Environment.Key(stringLiteral: name)] = value }
        return .inherit.updating(changes)
    }

    /// The folder of the test bundle.
    private static var folder: String {
        let path = CommandLine.arguments.first { $0.contains(".xctest") } ?? CommandLine.arguments[0]
        let absolute = unsafe realpath("/proc/self/exe", nil).map { pointer in
            defer { unsafe free(pointer) }
            return unsafe String(cString: pointer)
        }
        return FilePath(absolute?.contains(".xctest") == true ? absolute ?? path : path).removingLastComponent().string
    }
}
