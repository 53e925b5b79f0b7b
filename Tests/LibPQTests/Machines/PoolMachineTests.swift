import LibPQ
import Testing

/// The pool's bookkeeping, without connections.
@Suite struct PoolMachineTests {
    private func describe(_ lease: PoolMachine<Int, String>.Lease) -> String {
        switch lease {
        case .use(let connection): "use \(connection)"
        case .open: "open"
        case .wait: "wait"
        case .closed: "closed"
        }
    }

    private func describe(_ back: PoolMachine<Int, String>.Return) -> String {
        switch back {
        case .hand(let waiter): "hand to \(waiter)"
        case .keep: "keep"
        case .close: "close"
        }
    }

    @Test func opensUpToItsSizeThenQueues() {
        var machine = PoolMachine<Int, String>(size: 2)
        #expect(describe(machine.lease("a")) == "open")
        #expect(describe(machine.lease("b")) == "open")
        #expect(describe(machine.lease("c")) == "wait")
        #expect(describe(machine.lease("d")) == "wait")
        #expect(describe(machine.giveBack(1)) == "hand to c")
        #expect(describe(machine.giveBack(1)) == "hand to d")
        #expect(describe(machine.giveBack(1)) == "keep")
        #expect(describe(machine.lease("e")) == "use 1")
        #expect(machine.taken == 2)
    }

    @Test func thePlaceOfALostOneGoesToTheNext() {
        var machine = PoolMachine<Int, String>(size: 1)
        _ = machine.lease("a")
        _ = machine.lease("b")
        #expect(machine.discard() == "b")
        #expect(machine.taken == 1)
        #expect(machine.discard() == nil)
        #expect(machine.taken == 0)
        #expect(describe(machine.lease("c")) == "open")
    }

    @Test func whoLeavesIsSkipped() {
        var machine = PoolMachine<Int, String>(size: 1)
        _ = machine.lease("a")
        _ = machine.lease("b")
        _ = machine.lease("c")
        machine.leave { $0 == "b" }
        #expect(describe(machine.giveBack(1)) == "hand to c")
    }

    @Test func closingEmptiesIt() {
        var machine = PoolMachine<Int, String>(size: 2)
        _ = machine.lease("a")
        _ = machine.lease("b")
        _ = machine.giveBack(1)
        _ = machine.lease("c")
        _ = machine.lease("d")
        let closed = machine.close()
        #expect(closed.connections.isEmpty && Array(closed.waiters) == ["d"])
        #expect(describe(machine.giveBack(1)) == "close")
        #expect(describe(machine.giveBack(2)) == "close")
        #expect(machine.taken == 0)
        #expect(describe(machine.lease("e")) == "closed")
    }
}
