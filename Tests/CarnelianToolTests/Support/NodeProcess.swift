import CarnelianTool
import Subprocess
import Synchronization
import TestSupport

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A running `carnelian node`.
final class NodeProcess: Sendable {
    private struct Facts {
        var process: pid_t?
        var lines: [String] = []
        var ending: TerminationStatus?
    }

    let name: String
    private let arguments: [String]
    private let database: String
    private let facts = Mutex(Facts())

    init(_ name: String, database: String, _ options: [String] = []) {
        self.name = name
        self.database = database
        arguments = ["node", "--instance-id", name] + options
    }

    /// Whether it has said that it takes triggers.
    var isStarted: Bool {
        facts.withLock { $0.lines.contains(#"{"event":"started","instance":"\#(name)"}"#) }
    }

    /// What it wrote so far, standard output and log together.
    var lines: [String] { facts.withLock { $0.lines } }

    /// How it ended; nil while it runs.
    var ending: TerminationStatus? { facts.withLock { $0.ending } }

    func send(_ signal: Int32) {
        facts.withLock { facts in
            if let process = facts.process { kill(process, signal) }
        }
    }

    /// Runs it to its end.
    func run() async throws {
        var options = PlatformOptions()
        options.createSession = true
        let result = try await Subprocess.run(
            .path(Tool.path), arguments: Arguments(arguments), environment: Tool.environment(database),
            platformOptions: options, input: .none, output: .sequence, error: .combinedWithOutput
        ) { execution in
            facts.withLock { $0.process = execution.processIdentifier.value }
            for try await line in execution.standardOutput.strings() {
                facts.withLock { $0.lines.append(line) }
            }
        }
        facts.withLock { facts in
            facts.process = nil
            facts.ending = result.terminationStatus
        }
    }
}

/// Runs nodes as long as `body` runs; those that are left are stopped with SIGTERM.
func withNodes<T: Sendable>(
    _ nodes: [NodeProcess], _ body: () async throws -> T
) async throws -> T {
    try await withThrowingTaskGroup(of: Void.self) { group in
        for node in nodes { group.addTask { try await node.run() } }
        do {
            let value = try await body()
            for node in nodes { node.send(SIGTERM) }
            try await eventually("the nodes to end after SIGTERM", within: .seconds(60)) {
                nodes.allSatisfy { $0.ending != nil }
            }
            try await group.waitForAll()
            return value
        } catch {
            // Cancellation kills the processes at once.
            group.cancelAll()
            throw error
        }
    }
}
