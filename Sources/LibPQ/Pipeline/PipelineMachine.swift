/// Reads the answers to a pipeline: what came, in order, against what was sent.
///
/// Each command is answered by one result or error and an end; after an error the rest is `aborted`; the
/// synchronisation point closes the pipeline.
package struct PipelineMachine<Output> {
    package enum Command: Hashable {
        case begin
        /// A Parse on behalf of a step; nil: of a command that is no step.
        case prepare(name: String, serverName: String, step: Int?)
        case step(Int)
        case commit
    }

    package enum Event {
        /// `isCommit`: the server calls it a COMMIT. Only the answer to the COMMIT is looked at.
        case result(Output, isCommit: Bool)
        case failure(PQError)
        /// Not run, since an earlier command failed.
        case aborted
        /// The end of one command's answer.
        case end
        /// The end of the pipeline.
        case synchronised
        /// Something that a pipeline cannot hold, as a COPY.
        case unsupported(String)
    }

    private let commands: [Command]
    private var position = 0
    /// The results of the steps.
    package private(set) var results: [Output] = []
    /// The first error, with the step that it belongs to.
    package private(set) var failure: PQError?
    /// Statements of which the server has refused, or never read, the Parse: (name, name on the server).
    package private(set) var unprepared: [(name: String, serverName: String)] = []
    /// The server has answered the COMMIT, or an error came before it.
    package private(set) var isCommitSettled = false
    package private(set) var isFinished = false
    /// The connection cannot go on: its stream is no longer at a known place.
    package private(set) var isBroken = false

    package init(_ commands: [Command]) {
        self.commands = commands
    }

    package mutating func handle(_ event: Event) {
        switch event {
        case .result(let result, let isCommit):
            switch current {
            case .step: results.append(result)
            case .commit: settleCommit(isCommit)
            case .begin, .prepare, nil: break
            }
        case .failure(let error):
            fail(error)
            noteUnprepared()
        case .aborted:
            noteUnprepared()
        case .end:
            // After the last command only the synchronisation point can follow.
            guard position < commands.count else { return breakOff(.connectionLost, Self.nonsense) }
            position += 1
        case .synchronised:
            isFinished = true
            if position < commands.count { breakOff(.connectionLost, Self.nonsense) }
        case .unsupported(let what):
            breakOff(.misuse, what)
        }
    }

    /// The connection was lost: nothing more will come.
    package mutating func lose() {
        isBroken = true
        isFinished = true
        for command in commands.dropFirst(position) {
            if case .prepare(let name, let serverName, _) = command { unprepared.append((name, serverName)) }
        }
    }

    /// Whether the next result is the COMMIT's.
    package var expectsCommit: Bool { current == .commit }

    private var current: Command? {
        position < commands.count ? commands[position] : nil
    }

    private mutating func fail(_ error: PQError) {
        isCommitSettled = true
        guard failure == nil else { return }
        failure = error
        switch current {
        case .step(let step), .prepare(_, _, let step?): failure?.step = step
        default: break
        }
    }

    private mutating func settleCommit(_ isCommit: Bool) {
        isCommitSettled = true
        // A COMMIT in a failed transaction rolls back, and says so only here.
        guard !isCommit, failure == nil else { return }
        failure = PQError(.server, "the transaction was rolled back instead of committed")
        failure?.sqlState = .inFailedTransaction
    }

    private mutating func noteUnprepared() {
        if case .prepare(let name, let serverName, _) = current { unprepared.append((name, serverName)) }
    }

    private mutating func breakOff(_ code: PQError.Code, _ what: String) {
        isFinished = true
        isBroken = true
        if failure == nil { failure = PQError(code, what) }
    }

    private static var nonsense: String { "the server's answers do not fit what was sent" }
}
