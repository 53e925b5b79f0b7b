package import Carnelian
package import CarnelianCore
import Logging
import Subprocess
import SystemPackage

/// `carnelian.jobs.Shell`: runs `command` with /bin/sh in a process group of its own.
///
/// Standard input is empty; standard output and error go to the log, at most the last 16 KiB of them. A non-zero exit is a
/// failure. When the job is cancelled, or takes longer than `timeoutSeconds`, the process group gets SIGTERM and two
/// seconds later SIGKILL.
package struct ShellJob: Job {
    package static let type: JobType = "carnelian.jobs.Shell"
    /// The data key of the command.
    package static let commandKey = "command"

    package struct Parameters: Codable, Sendable {
        package var command: String
        package var timeoutSeconds: Double?
    }

    /// How a command ended.
    private enum Ending: Sendable {
        case ended(TerminationStatus)
        case timedOut(Double)
    }

    private static let outputLimit = 16_384

    package init() {}

    package func execute(_ parameters: Parameters, in context: JobContext) async throws {
        var changes: [Environment.Key: String?] = [:]
        for (name, value) in FireFacts(context).environment { changes[Environment.Key(stringLiteral: name)] = value }
        let environment = Environment.inherit.updating(changes)
        let logger = context.logger
        let command = parameters.command
        let ending = try await withThrowingTaskGroup(of: Ending.self) { group in
            group.addTask {
                .ended(try await Self.run(command, environment: environment, logger: logger))
            }
            if let seconds = parameters.timeoutSeconds, seconds > 0 {
                group.addTask {
                    try await Task.sleep(for: .milliseconds(Int64(min(seconds, 1e9) * 1_000)))
                    return .timedOut(seconds)
                }
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { throw CancellationError() }
            return first
        }
        try Task.checkCancellation()
        switch ending {
        case .ended(let status) where status.isSuccess: return
        case .ended(.exited(let code)):
            throw ToolError(.jobFailed, "the command ended with exit status \(code)")
        case .ended(.signaled(let signal)):
            throw ToolError(.jobFailed, "the command was ended by signal \(signal)")
        case .timedOut(let seconds):
            throw ToolError(.jobFailed, "the command took longer than \(seconds) s and was ended")
        }
    }

    private static func run(
        _ command: String, environment: Environment, logger: Logger
    ) async throws -> TerminationStatus {
        let processes = ProcessGroup()
        defer { processes.finish() }
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [
            .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: ProcessGroup.grace)
        ]
        return try await withTaskCancellationHandler {
            let result = try await Subprocess.run(
                .path("/bin/sh"), arguments: ["-c", command], environment: environment, platformOptions: options,
                input: .none, output: .sequence, error: .combinedWithOutput
            ) { execution in
                processes.start(execution.processIdentifier.value)
                var tail = OutputTail(limit: outputLimit)
                for try await buffer in execution.standardOutput {
                    unsafe buffer.withUnsafeBytes { unsafe tail.append($0) }
                }
                return tail
            }
            log(result.closureResult, to: logger)
            return result.terminationStatus
        } onCancel: {
            processes.terminate()
        }
    }

    private static func log(_ output: OutputTail, to logger: Logger) {
        if output.dropped > 0 { logger.info("(\(output.dropped) bytes of output left out)") }
        for line in output.lines { logger.info("\(line)") }
    }
}
