import Subprocess
import Synchronization
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// One `carnelian node` process of the demonstration.
final class DemoNode: Sendable {
    /// How the process stands.
    enum State: Sendable, Hashable {
        case starting
        case running
        case killed
        case stopped(isSuccess: Bool)
    }

    private struct Facts {
        var state = State.starting
        var process: pid_t?
        var commandOutput: [(job: String, line: String)] = []
    }

    let name: String
    private let url: String
    private let logPath: String
    private let facts = Mutex(Facts())

    init(name: String, url: String, folder: String) {
        self.name = name
        self.url = url
        logPath = "\(folder)/\(name).log"
    }

    var state: State { facts.withLock { $0.state } }
    var process: pid_t? { facts.withLock { $0.process } }

    /// Lines that imported commands wrote since the last call.
    func takeCommandOutput() -> [(job: String, line: String)] {
        facts.withLock { facts in
            defer { facts.commandOutput = [] }
            return facts.commandOutput
        }
    }

    /// Runs the process until it ends; cancellation stops it as SIGTERM does, and after 5 s by force.
    func run() async throws {
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(5))]
        let log = try FileDescriptor.open(
            FilePath(logPath), .writeOnly, options: [.create, .append], permissions: .ownerReadWrite)
        defer { try? log.close() }
        let result = try await Subprocess.run(
            .path(FilePath(Self.ownProgram)),
            arguments: [
                "node", "--instance-id", name, "--allow", "sql,shell", "--database-url", url, "--check-in-interval",
                "1s",
                "--check-in-grace", "1s", "--max-concurrent-jobs", "4", "--batch", "2", "--run-for", "5m",
            ],
            platformOptions: options, input: .none, output: .sequence, error: .combinedWithOutput
        ) { execution in
            facts.withLock { $0.process = execution.processIdentifier.value }
            for try await line in execution.standardOutput.strings() {
                try log.writeAll((line + "\n").utf8)
                take(line)
            }
        }
        facts.withLock { facts in
            facts.process = nil
            if facts.state != .killed { facts.state = .stopped(isSuccess: result.terminationStatus.isSuccess) }
        }
    }

    /// Ends the process as a power cut would.
    func killAtOnce() {
        facts.withLock { facts in
            guard let process = facts.process else { return }
            kill(process, SIGKILL)
            facts.state = .killed
        }
    }

    /// Asks the process to stop.
    func stop() {
        facts.withLock { facts in
            guard let process = facts.process, facts.state != .killed else { return }
            kill(process, SIGTERM)
        }
    }

    private func take(_ line: String) {
        if line.hasPrefix("{\"event\":\"started\"") {
            facts.withLock { if $0.state == .starting { $0.state = .running } }
        }
        // A log line of an imported command: time, level, what it wrote, then the fire's facts.
        guard line.contains(" job_type=\(ShellJob.type) "), let end = line.firstRange(of: " fire_instance="),
            let job = line.firstRange(of: " job=")
        else { return }
        let said = line[..<end.lowerBound].split(separator: " ", maxSplits: 2).dropFirst(2).joined()
        let name = line[job.upperBound...].prefix { $0 != " " }
        let output = said.trimmingPrefix { $0 == " " }
        facts.withLock { $0.commandOutput.append((String(name), String(output))) }
    }

    /// The program that runs now.
    private static var ownProgram: String {
        let path = TextFile.absolutePath("/proc/self/exe")
        return path == "/proc/self/exe" ? TextFile.absolutePath(CommandLine.arguments[0]) : path
    }
}
