import DequeModule

/// Who holds which connection of a pool, and who comes next: a value, without connections of its own making.
struct PoolMachine<Connection, Waiter> {
    enum Lease {
        case use(Connection)
        /// The caller opens one, and reports `opened` or `discard`.
        case open
        case wait
        case closed
    }

    enum Return {
        /// Give it to this one; if that one has gone meanwhile, ask again.
        case hand(Waiter)
        case keep
        /// The pool has been closed: close the connection.
        case close
    }

    private let size: Int
    /// Connections that are open, leased or being opened.
    private(set) var taken = 0
    /// The one used last is the warmest: it goes out first.
    private(set) var idle: [Connection] = []
    private(set) var waiters = Deque<Waiter>()
    private(set) var isClosed = false

    init(size: Int) {
        self.size = size
    }

    /// `waiter` is queued if the answer is `wait`.
    mutating func lease(_ waiter: @autoclosure () -> Waiter) -> Lease {
        if isClosed { return .closed }
        if let connection = idle.popLast() { return .use(connection) }
        if taken < size {
            taken += 1
            return .open
        }
        waiters.append(waiter())
        return .wait
    }

    /// A usable connection comes back.
    mutating func giveBack(_ connection: Connection) -> Return {
        if isClosed {
            taken -= 1
            return .close
        }
        if let waiter = waiters.popFirst() { return .hand(waiter) }
        idle.append(connection)
        return .keep
    }

    /// A connection is gone, or could not be opened.
    ///
    /// Its place goes to the waiter returned; if that one has gone meanwhile, ask again.
    mutating func discard() -> Waiter? {
        if !isClosed, let waiter = waiters.popFirst() { return waiter }
        taken -= 1
        return nil
    }

    /// A waiter has given up.
    mutating func leave(_ isSame: (Waiter) -> Bool) {
        if let index = waiters.firstIndex(where: isSame) { waiters.remove(at: index) }
    }

    /// Nothing is leased any more; returns what to close and whom to tell.
    mutating func close() -> (connections: [Connection], waiters: Deque<Waiter>) {
        isClosed = true
        taken -= idle.count
        defer {
            idle = []
            waiters = []
        }
        return (idle, waiters)
    }
}
