import LibPQ
import Testing

/// The reading of a pipeline's answers, without a server.
@Suite struct PipelineMachineTests {
    typealias Machine = PipelineMachine<String>

    private let commands: [Machine.Command] = [
        .begin, .prepare(name: "s", serverName: "s", step: 0), .step(0), .step(1), .commit,
    ]

    private func ok(_ text: String, isCommit: Bool = false) -> [Machine.Event] {
        [.result(text, isCommit: isCommit), .end]
    }

    private func run(_ events: [Machine.Event]) -> Machine {
        var machine = Machine(commands)
        for event in events { machine.handle(event) }
        return machine
    }

    private func serverError() -> PQError {
        var error = PQError(.server, "no")
        error.sqlState = .divisionByZero
        return error
    }

    @Test func onlyTheStepsResultsAreKept() {
        let machine = run(
            ok("BEGIN") + ok("PREPARE") + ok("one") + ok("two") + ok("COMMIT", isCommit: true) + [.synchronised]
        )
        #expect(machine.results == ["one", "two"])
        #expect(machine.isFinished && !machine.isBroken && machine.isCommitSettled)
        #expect(machine.failure == nil && machine.unprepared.isEmpty)
    }

    @Test func anErrorBelongsToItsStep() {
        let rest: [Machine.Event] = [.aborted, .end, .synchronised]
        let machine = run(ok("BEGIN") + ok("PREPARE") + ok("one") + [.failure(serverError()), .end] + rest)
        #expect(machine.failure?.step == 1)
        #expect(machine.isFinished && !machine.isBroken && machine.isCommitSettled)
        #expect(machine.unprepared.isEmpty)
    }

    @Test func aFailedParseIsItsStepsFailure() {
        let aborted: [Machine.Event] = [.aborted, .end, .aborted, .end, .aborted, .end, .synchronised]
        let machine = run(ok("BEGIN") + [.failure(serverError()), .end] + aborted)
        #expect(machine.failure?.step == 0)
        #expect(machine.unprepared.map(\.serverName) == ["s"])
    }

    @Test func aParseThatWasNeverReadIsForgotten() {
        let aborted = Array(repeating: [Machine.Event.aborted, .end], count: 4).flatMap { $0 }
        let machine = run([.failure(serverError()), .end] + aborted + [.synchronised])
        #expect(machine.failure?.step == nil)
        #expect(machine.unprepared.map(\.serverName) == ["s"])
    }

    @Test func aCommitThatRollsBackIsAFailure() {
        let machine = run(ok("BEGIN") + ok("P") + ok("one") + ok("two") + ok("ROLLBACK") + [.synchronised])
        #expect(machine.failure?.sqlState == .inFailedTransaction)
        #expect(machine.isCommitSettled)
    }

    @Test func aLossLeavesTheCommitOpen() {
        var machine = run(ok("BEGIN") + ok("P") + ok("one") + ok("two"))
        #expect(machine.expectsCommit)
        machine.lose()
        #expect(machine.isFinished && machine.isBroken && !machine.isCommitSettled)
        var early = run(ok("BEGIN"))
        early.lose()
        #expect(early.unprepared.map(\.serverName) == ["s"])
    }

    @Test func anAnswerThatEndsEarlyIsBroken() {
        #expect(run(ok("BEGIN") + [.synchronised]).isBroken)
        #expect(run([.unsupported("COPY")]).isBroken)
    }

    @Test func anAnswerTooMuchIsBroken() {
        let all = ok("BEGIN") + ok("P") + ok("one") + ok("two") + ok("COMMIT", isCommit: true)
        let machine = run(all + [.end])
        #expect(machine.isFinished && machine.isBroken)
        #expect(machine.failure?.code == .connectionLost)
        #expect(machine.isCommitSettled)
    }
}
