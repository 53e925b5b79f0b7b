extension PQConnection {
    /// Sends what is held back and waits for an answer; false when one can be taken, or will never come.
    func isWaiting(_ exchange: inout Exchange) async -> Bool {
        if exchange.isGivenUp || wire.loss != nil { return false }
        wire.readiness.clear()
        if !exchange.isFlushed, !wire.isAtEnd {
            switch wire.session.flush() {
            case .done:
                exchange.isFlushed = true
                wire.setWriting(false)
            case .blocked: wire.setWriting(true)
            // What the server said before it went can still be read.
            case .failed: exchange.isFlushed = true
            }
        }
        if wire.isAtEnd || !wire.session.isBusy { return false }
        await wait(&exchange)
        return true
    }

    /// Waits once, for the socket or the end of patience.
    private func wait(_ exchange: inout Exchange) async {
        let wake = await wire.readiness.wait(until: exchange.deadline, cancellable: exchange.isCancellable)
        let reason: Exchange.Interruption
        switch wake {
        case .ready: return
        case .deadline: reason = .deadline
        case .cancelled: reason = .cancelled
        }
        if exchange.interrupt(reason, patience: configuration.cancellationTimeout) {
            cancelOnServer(exchange.cancelDelivery)
        }
    }

    /// Asks the server, from a helper thread since that blocks, to end the running statement.
    private func cancelOnServer(_ delivery: CancelDelivery) {
        guard let cancellation = wire.session.cancellation() else { return }
        let (wire, loop) = (wire, loop)
        delivery.isUnderWay = true
        let started = startThread(named: "carnelian-cancel") {
            cancellation.send()
            loop.post {
                delivery.isUnderWay = false
                wire.readiness.signal()
            }
        }
        if !started { delivery.isUnderWay = false }
    }

    /// After a cancellation: makes sure that it cannot hit a later statement, or closes the connection.
    func settle(_ exchange: inout Exchange) async {
        guard exchange.interruption != nil else { return }
        while exchange.cancelDelivery.isUnderWay, wire.loss == nil {
            let wake = await wire.readiness.wait(until: exchange.deadline, cancellable: false)
            if case .deadline = wake { break }
        }
        guard !exchange.cancelDelivery.isUnderWay else {
            wire.close(PQError(.connectionLost, "the connection was given up: a cancellation is still under way"))
            return
        }
        await absorbCancellation(until: exchange.deadline)
    }

    /// Runs a statement for the signal to hit that the server may still have to deliver.
    private func absorbCancellation(until deadline: MonotonicTime) async {
        guard wire.loss == nil else { return }
        guard wire.session.send("SELECT 1", ParameterBuffer()), wire.session.synchronise() else {
            wire.close(PQError(.connectionLost, "the connection was given up after a cancellation"))
            return
        }
        var exchange = Exchange(deadline: deadline, isCancellable: false)
        // The answer is a result, its end and the synchronisation point.
        var takes = 0
        while true {
            wire.readiness.clear()
            if wire.isAtEnd || wire.loss != nil || MonotonicTime.now >= deadline || takes > 3 {
                wire.close(PQError(.connectionLost, "the connection was lost after a cancellation"))
                return
            }
            if !exchange.isFlushed, wire.session.flush() != .blocked { exchange.isFlushed = true }
            if wire.session.isBusy {
                _ = await wire.readiness.wait(until: deadline, cancellable: false)
                continue
            }
            if wire.session.nextResult()?.isSynchronisation == true { return }
            takes += 1
        }
    }
}
