package import DequeModule

/// Who holds which connection of a pool, and who comes next: a value, without connections of its own making.
package struct PoolMachine<Connection, Waiter> {
    package enum Lease {
        case use(Connection)
        /// The caller opens one, and reports `opened` or `discard`.
        case open
        case wait
        case closed
    }

    package enum Return {
        /// Give it to this one; if that one has gone meanwhile, ask again.
        case hand(Waiter)
        case keep
        /// The pool has been closed: close the connection.
        case close
    }

    private let size: Int
    /// Connections that are open, leased or being opened.
    package private(set) var taken = 0
    /// The one used last is the warmest: it goes out first.
    package private(set) var idle: [Connection] = []
    package private(set) var waiters = Deque<Waiter>()
    package private(set) var isClosed = false

    package init(size: Int) {
        self.size = size
    }

    /// `waiter` is queued if the answer is `wait`.
    package mutating func lease(_ waiter: @autoclosure () -> Waiter) -> Lease {
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
    package mutating func giveBack(_ connection: Connection) -> Return {
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
    package mutating func discard() -> Waiter? {
        if !isClosed, let waiter = waiters.popFirst() { return waiter }
        taken -= 1
        return nil
    }

    /// A waiter has given up.
    package mutating func leave(_ isSame: (Waiter) -> Bool) {
        if let index = waiters.firstIndex(where: isSame) { waiters.remove(at: index) }
    }

    /// Nothing is leased any more; returns what to close and whom to tell.
    package mutating func close() -> (connections: [Connection], waiters: Deque<Waiter>) {
        isClosed = true
        taken -= idle.count
        defer {
            idle = []
            waiters = []
        }
        return (idle, waiters)
    }
}
