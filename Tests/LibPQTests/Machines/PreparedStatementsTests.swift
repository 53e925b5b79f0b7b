import LibPQ
import Testing

/// Which statements a connection has prepared, without a connection.
@Suite struct PreparedStatementsTests {
    private let statement = PQStatement(name: "s", sql: "SELECT $1, $2")

    @Test func preparedOnFirstUse() {
        var statements = PreparedStatements()
        #expect(statements.use(statement, types: [20, 25]) == .prepare("s", types: [20, 25]))
        #expect(statements.use(statement, types: [20, 25]) == .ready("s"))
        #expect(statements.use(statement, types: [0, 25]) == .ready("s"), "a NULL fits every type")
    }

    @Test func eachNewTypeAddsWhatIsKnown() {
        var statements = PreparedStatements()
        #expect(statements.use(statement, types: [0, 0]) == .prepare("s", types: [0, 0]))
        #expect(statements.use(statement, types: [20, 0]) == .prepare("s#2", types: [20, 0]))
        #expect(statements.use(statement, types: [0, 25]) == .prepare("s#3", types: [20, 25]))
        #expect(statements.use(statement, types: [20, 25]) == .ready("s#3"))
    }

    @Test func oneTextToAName() {
        var statements = PreparedStatements()
        _ = statements.use(statement, types: [20, 25])
        #expect(statements.use(PQStatement(name: "s", sql: "SELECT 1"), types: []) == .conflict)
    }

    @Test func whatWasRefusedCanBeTriedUnderItsName() {
        var statements = PreparedStatements()
        _ = statements.use(statement, types: [20, 25])
        statements.forget("s", of: "s")
        #expect(statements.use(statement, types: [20, 25]) == .prepare("s", types: [20, 25]))
    }

    @Test func whatIsRetiredGetsAFreshName() {
        var statements = PreparedStatements()
        _ = statements.use(statement, types: [20, 25])
        statements.retireAll()
        #expect(statements.use(statement, types: [20, 25]) == .prepare("s#2", types: [20, 25]))
    }
}
