import CLibPQ

/// What a statement gave back.
///
/// Rows are read from libpq's own memory, which lives as long as a result or a row of it does.
package struct PQResult: Sendable {
    let memory: ResultMemory

    /// The rows, in the server's order.
    package var rows: PQRows { PQRows(memory: memory) }

    /// How many rows an INSERT, UPDATE, DELETE, MERGE or SELECT touched or returned; 0 for other statements.
    package var affectedRows: Int { memory.affectedRows }

    /// The names of the columns.
    package var columns: [String] { (0..<memory.columnCount).map(memory.columnName) }
}

/// The rows of a result.
package struct PQRows: RandomAccessCollection, Sendable {
    let memory: ResultMemory

    package var startIndex: Int { 0 }
    package var endIndex: Int { memory.rowCount }

    package subscript(position: Int) -> PQRow {
        precondition(position >= 0 && position < memory.rowCount, "row \(position) of \(memory.rowCount)")
        return PQRow(memory: memory, index: Int32(position))
    }
}

/// Owns a `PGresult`.
// A PGresult is never changed after libpq has handed it over, and reading it needs no lock.
@safe
final class ResultMemory: @unchecked Sendable {
    private let result: OpaquePointer
    let rowCount: Int
    let columnCount: Int

    init(_ result: OpaquePointer) {
        unsafe self.result = unsafe result
        rowCount = unsafe Int(PQntuples(result))
        columnCount = unsafe Int(PQnfields(result))
    }

    deinit {
        unsafe PQclear(result)
    }

    var status: ExecStatusType { unsafe PQresultStatus(result) }

    var isSynchronisation: Bool { status == PGRES_PIPELINE_SYNC }

    /// The command as the server named it: "COMMIT", "INSERT 0 1".
    var commandTag: String {
        unsafe PQcmdStatus(result).map { unsafe String(cString: $0) } ?? ""
    }

    var affectedRows: Int {
        guard let digits = unsafe PQcmdTuples(result) else { return 0 }
        return unsafe Int(String(cString: digits)) ?? 0
    }

    func columnName(_ column: Int) -> String {
        unsafe PQfname(result, Int32(column)).map { unsafe String(cString: $0) } ?? "?"
    }

    func type(_ column: Int) -> PQTypeID {
        unsafe PQftype(result, Int32(column))
    }

    func isNull(_ row: Int32, _ column: Int) -> Bool {
        unsafe PQgetisnull(result, row, Int32(column)) != 0
    }

    /// The bytes of a value; empty for NULL.
    func withBytes<T>(_ row: Int32, _ column: Int, _ body: (UnsafeRawBufferPointer) -> T) -> T {
        let start = unsafe PQgetvalue(result, row, Int32(column))
        let length = unsafe Int(PQgetlength(result, row, Int32(column)))
        return unsafe body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : max(0, length)))
    }

    func field(_ code: Character) -> String? {
        guard let ascii = code.asciiValue else { return nil }
        guard let text = unsafe PQresultErrorField(result, Int32(ascii)) else { return nil }
        return unsafe String(cString: text)
    }

    var errorMessage: String {
        unsafe PQresultErrorMessage(result).map { unsafe String(cString: $0) } ?? ""
    }
}
