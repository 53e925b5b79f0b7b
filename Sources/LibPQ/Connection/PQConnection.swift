import CLibPQ
import Synchronization

/// One connection to a server, pinned to the thread of its loop.
///
/// It runs one operation at a time: a second one that comes in between throws `.misuse`, as does anything but the
/// transaction itself while a transaction is open. `nextNotification` may wait beside other operations.
/// Every wait ends by its deadline or by cancellation: the statement is then cancelled on the server, and the connection
/// is usable again, or closed if the server does not answer in time.
package actor PQConnection {
    package nonisolated let configuration: PQConfiguration
    nonisolated let loop: PQEventLoop
    let wire: Wire
    var prepared = PreparedStatements()
    var parameters = ParameterBuffer()
    /// What holds the connection: an operation, or a transaction between two of its operations.
    var occupation = Occupation.free {
        didSet {
            wire.isInUse = occupation.isOperation
            noteAvailability()
        }
    }
    /// The number of the next transaction: an old one's name opens nothing.
    var nextTransaction: UInt64 = 1

    package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

    init(_ session: Session, _ configuration: PQConfiguration, on loop: PQEventLoop) {
        self.configuration = configuration
        self.loop = loop
        wire = Wire(session, on: loop)
    }

    deinit {
        let wire = wire
        loop.post { wire.close(PQError(.connectionLost, "the connection was let go")) }
    }

    /// The connection can run a statement.
    ///
    /// It notices a loss while idle.
    package var isUsable: Bool { wire.loss == nil && wire.session.isOpen }

    /// Tells those who cannot ask on the loop whether the connection can be lent.
    func noteAvailability() {
        wire.isAvailable.store(isReusable, ordering: .releasing)
    }

    /// The connection can be handed to somebody else: usable, idle and outside of any transaction.
    package var isReusable: Bool {
        isUsable && occupation == .free && wire.session.transactionStatus == PQTRANS_IDLE
    }

    /// An operation is under way.
    package var isBusy: Bool { occupation.isOperation }

    /// The number of the server's process for this connection; 0 once it is closed.
    package var backendPID: Int32 { wire.session.backendPID }

    /// The server's version as libpq has it: 150018 for 15.18; 0 once it is closed.
    package var serverVersion: Int32 { wire.session.serverVersion }

    /// A setting that the server reports, as `server_encoding` or `in_hot_standby`.
    package func parameterStatus(_ name: String) -> String? {
        wire.session.parameterStatus(name)
    }

    /// Closes the connection.
    ///
    /// Whoever still waits on it gets `.connectionLost`.
    package func close() async {
        wire.close(PQError(.connectionLost, "the connection was closed by its owner"))
    }
}

/// What a connection is busy with.
enum Occupation: Equatable {
    case free
    case operation
    /// Open between two operations of the transaction of this number.
    case transaction(UInt64)
    case transactionOperation(UInt64)

    var isOperation: Bool {
        switch self {
        case .operation, .transactionOperation: true
        case .free, .transaction: false
        }
    }
}
