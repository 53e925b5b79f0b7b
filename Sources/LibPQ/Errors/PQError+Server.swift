extension PQError {
    /// The error in a result.
    ///
    /// Without an SQLSTATE it is libpq's own account of a lost connection.
    init(server result: ResultMemory, redacting target: ConnectionString) {
        let state = result.field("C").map(SQLState.init(rawValue:))
        let firstLine = result.errorMessage.split(whereSeparator: \.isNewline).first.map(String.init)
        let message = result.field("M") ?? firstLine ?? "an error without a message"
        self.init(state == nil ? .connectionLost : .server, target.redact(message))
        sqlState = state
        detail = result.field("D")
        hint = result.field("H")
        constraint = result.field("n")
        table = result.field("t")
    }
}
