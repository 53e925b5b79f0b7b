import CLibPQ

/// libpq's side of one connection: the `PGconn`, made usable without further `unsafe`.
// Made on a helper thread and handed over once; from then on touched on its loop's thread only.
@safe
final class Session: @unchecked Sendable {
    enum Flush { case done, blocked, failed }

    private let connection: OpaquePointer
    private var isFinished = false

    init(_ connection: OpaquePointer) {
        unsafe self.connection = unsafe connection
    }

    deinit {
        finish()
    }

    /// Says goodbye to the server, where there still is one, and frees everything.
    func finish() {
        guard !isFinished else { return }
        isFinished = true
        unsafe PQfinish(connection)
    }

    /// Turns a fresh connection into what this module works with.
    ///
    /// False when memory is short.
    func prepareForUse() -> Bool {
        unsafe carnelian_ignore_notices(connection)
        unsafe PQsetErrorVerbosity(connection, PQERRORS_DEFAULT)
        return unsafe PQsetnonblocking(connection, 1) == 0 && PQenterPipelineMode(connection) == 1
    }

    // MARK: What it is

    var isOpen: Bool { isFinished ? false : unsafe PQstatus(connection) == CONNECTION_OK }

    /// nil once libpq has closed it.
    var descriptor: Int32? {
        guard !isFinished else { return nil }
        let descriptor = unsafe PQsocket(connection)
        return descriptor >= 0 ? descriptor : nil
    }

    var backendPID: Int32 { isFinished ? 0 : unsafe PQbackendPID(connection) }

    var serverVersion: Int32 { isFinished ? 0 : unsafe PQserverVersion(connection) }

    var transactionStatus: PGTransactionStatusType {
        isFinished ? PQTRANS_UNKNOWN : unsafe PQtransactionStatus(connection)
    }

    func parameterStatus(_ name: String) -> String? {
        guard !isFinished, let value = unsafe PQparameterStatus(connection, name) else { return nil }
        return unsafe String(cString: value)
    }

    /// The first line of libpq's last error.
    var errorMessage: String {
        guard !isFinished, let message = unsafe PQerrorMessage(connection) else { return "the connection is closed" }
        let line = unsafe String(cString: message).split(whereSeparator: \.isNewline).first
        return line.map(String.init) ?? "the connection was closed"
    }

    // MARK: Sending

    func sendPrepare(_ name: String, _ sql: String, types: [PQTypeID]) -> Bool {
        guard !isFinished else { return false }
        return unsafe types.withUnsafeBufferPointer { types in
            unsafe PQsendPrepare(connection, name, sql, Int32(types.count), types.baseAddress) == 1
        }
    }

    func sendPrepared(_ name: String, _ parameters: borrowing ParameterBuffer) -> Bool {
        guard !isFinished else { return false }
        return unsafe parameters.withPointers { values, lengths, formats, _ in
            unsafe PQsendQueryPrepared(
                connection, name, Int32(values.count), values.baseAddress, lengths.baseAddress, formats.baseAddress, 1
            ) == 1
        }
    }

    func send(_ sql: String, _ parameters: borrowing ParameterBuffer) -> Bool {
        guard !isFinished else { return false }
        return unsafe parameters.withPointers { values, lengths, formats, types in
            unsafe PQsendQueryParams(
                connection, sql, Int32(values.count), types.baseAddress, values.baseAddress, lengths.baseAddress,
                formats.baseAddress, 1
            ) == 1
        }
    }

    /// Ends a pipeline and starts sending what is still held back.
    func synchronise() -> Bool {
        isFinished ? false : unsafe PQpipelineSync(connection) == 1
    }

    /// Sends by the simple protocol, for which the pipeline is left until `resumePipelining()`.
    func sendSimple(_ sql: String) -> Bool {
        isFinished ? false : unsafe PQexitPipelineMode(connection) == 1 && PQsendQuery(connection, sql) == 1
    }

    func resumePipelining() -> Bool {
        isFinished ? false : unsafe PQenterPipelineMode(connection) == 1
    }

    func flush() -> Flush {
        guard !isFinished else { return .failed }
        switch unsafe PQflush(connection) {
        case 0: return .done
        case 1: return .blocked
        default: return .failed
        }
    }

    // MARK: Receiving

    /// Reads what has come.
    ///
    /// False when the connection is lost; what came before can still be taken.
    func consumeInput() -> Bool {
        guard !isFinished else { return false }
        // With TLS a record can outlast one read, and then nothing makes the socket readable again.
        if unsafe PQsslInUse(connection) != 0, unsafe PQconsumeInput(connection) == 0 { return false }
        return unsafe PQconsumeInput(connection) == 1 && isOpen
    }

    /// Whether taking a result would have to wait.
    var isBusy: Bool { isFinished ? false : unsafe PQisBusy(connection) != 0 }

    /// The next result; nil at the end of one command's results.
    func nextResult() -> ResultMemory? {
        guard !isFinished else { return nil }
        return unsafe PQgetResult(connection).map { unsafe ResultMemory($0) }
    }

    func nextNotification() -> PQNotification? {
        guard !isFinished, let notify = unsafe PQnotifies(connection) else { return nil }
        defer { unsafe PQfreemem(notify) }
        return unsafe PQNotification(
            channel: String(cString: notify.pointee.relname),
            payload: notify.pointee.extra.map { unsafe String(cString: $0) } ?? "",
            pid: notify.pointee.be_pid
        )
    }

    // MARK: Cancelling

    /// What a helper thread needs to cancel the running statement; nil when the connection is closed.
    func cancellation() -> Cancellation? {
        guard !isFinished, let cancel = unsafe PQgetCancel(connection) else { return nil }
        return unsafe Cancellation(cancel)
    }
}

/// A request to the server to stop what one connection runs.
// Made on the loop's thread, then used by one helper thread.
@safe
final class Cancellation: @unchecked Sendable {
    private let cancel: OpaquePointer

    init(_ cancel: OpaquePointer) {
        unsafe self.cancel = unsafe cancel
    }

    deinit {
        unsafe PQfreeCancel(cancel)
    }

    /// Sends the request and waits until the server has passed it on: blocks.
    func send() {
        let capacity = 256
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { buffer in
            _ = unsafe PQcancel(cancel, buffer.baseAddress, Int32(capacity))
        }
    }
}

extension ParameterBuffer {
    /// The parameters as libpq takes them: pointers, lengths, formats and types.
    func withPointers<T>(
        _ body: (
            UnsafeBufferPointer<UnsafePointer<CChar>?>, UnsafeBufferPointer<Int32>, UnsafeBufferPointer<Int32>,
            UnsafeBufferPointer<PQTypeID>
        ) -> T
    ) -> T {
        unsafe bytes.withUnsafeBytes { bytes in
            let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            return unsafe withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: count) { values in
                unsafe withUnsafeTemporaryAllocation(of: Int32.self, capacity: count) { formats in
                    for index in 0..<count {
                        let offset = offsets[index]
                        let place = unsafe offset < 0 ? nil : start.map { unsafe $0 + offset }
                        unsafe values.initializeElement(at: index, to: place)
                        unsafe formats.initializeElement(at: index, to: 1)
                    }
                    return unsafe lengths.withUnsafeBufferPointer { lengths in
                        unsafe types.withUnsafeBufferPointer { types in
                            unsafe body(UnsafeBufferPointer(values), lengths, UnsafeBufferPointer(formats), types)
                        }
                    }
                }
            }
        }
    }
}
