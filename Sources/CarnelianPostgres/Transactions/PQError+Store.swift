import CarnelianCore
import LibPQ

extension PQError {
    /// The transaction's opening statement found no lock row to lock.
    var isMissingLockRow: Bool {
        guard sqlState == .divisionByZero, let statement else { return false }
        return [EmbeddedSQL.storeLock, EmbeddedSQL.firingLock].contains { statement.contains($0.name) }
    }

    /// The error as the store's callers see it.
    package var storeError: any Error {
        switch sqlState {
        case SQLState.undefinedTable?, SQLState.undefinedColumn?, SQLState.invalidSchemaName?:
            return CarnelianError(
                .schemaMismatch, "the database does not have Carnelian's tables; run \"carnelian migrate\"", cause: self
            )
        default: break
        }
        switch code {
        case .cancelled:
            return CancellationError()
        case .connectionFailed, .connectionLost, .deadlineExceeded, .poolClosed:
            return CarnelianError(.storeUnavailable, "the database cannot be reached", cause: self)
        case .invalidConfiguration:
            return CarnelianError(.invalidValue, "the database URL cannot be used", cause: self)
        default:
            let code: CarnelianError.Code = isRetriable ? .storeUnavailable : .storeFailure
            return CarnelianError(code, "the database refused a statement", cause: self)
        }
    }
}
