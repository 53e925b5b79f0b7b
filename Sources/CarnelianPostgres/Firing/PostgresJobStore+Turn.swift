public import Carnelian
import CarnelianCore
import LibPQ
import Logging

extension PostgresJobStore {
    /// Fires claims and makes new ones: one pipelined transaction, one round trip, under the `TRIGGER_ACCESS` row lock.
    public func turn(_ turn: Turn) async throws -> TurnResult {
        var result = TurnResult()
        var turn = turn
        while let doubt = pendingTurns.first(of: turn.instance) {
            var resolved = try await resolve(doubt)
            resolved.recall(turn.fires)
            let fired = Set(resolved.fired.map(\.id))
            turn.fires.removeAll { fired.contains($0.claim.id) }
            turn.limit = max(0, turn.limit - resolved.fired.count - resolved.claimed.count)
            result.merge(resolved)
        }
        let steps = TurnSteps(turn, store: self, sequence: fireSequence)
        guard steps.steps.count > 1 else { return result }
        var reply = try await run(steps, of: turn)
        // What was fired is fired: whatever else fails is left to be read back by the next turn.
        do {
            if !reply.unread.isEmpty {
                reply.settle(try await calendars(named: reply.unreadCalendars, on: firing))
            }
            if !reply.poisoned.isEmpty { try await park(reply.poisoned, of: turn.instance) }
        } catch {
            logger.debug("a turn's claims could not be settled", metadata: ["error": "\(error)"])
            pendingTurns.add(.init(instance: turn.instance, fires: [], reserved: reply.unsettled))
        }
        result.merge(reply.result)
        return result
    }

    /// Runs the pipeline; remembers the turn as in doubt where nobody knows whether it was committed.
    private func run(_ steps: TurnSteps, of turn: Turn) async throws -> TurnReply {
        let pipeline = steps.steps.map(\.step)
        let results: [PQResult]
        do {
            results = try await retrying {
                try await self.firing.withConnection { connection in
                    try await connection.pipeline(pipeline, transaction: .readCommitted)
                }
            }
        } catch let error as PQError {
            if error.commitOutcomeUnknown {
                pendingTurns.add(
                    .init(instance: turn.instance, fires: turn.fires.map(\.claim.id), reserved: steps.reserved)
                )
            }
            throw failure(error, during: "turn")
        }
        var reply = TurnReply()
        for (role, rows) in zip(steps.steps.map(\.role), results) {
            switch role {
            case .lock, .blockSiblings: break
            case .fire: try reply.readFires(rows, of: turn)
            case .acquire: try reply.readClaims(rows, of: turn, calendarCache)
            }
        }
        return reply
    }

    /// Reads back what a turn in doubt did, waiting on the lock row that it may still hold.
    private func resolve(_ doubt: PendingTurns.Doubt) async throws -> TurnResult {
        let ids = (doubt.fires + doubt.reserved).map(\.rawValue)
        let step = step(
            EmbeddedSQL.firingReadBack,
            [.text(schedulerName), .text(doubt.instance.rawValue), .textArray(ids)]
        )
        var reply = try await locked(on: firing, then: [step]) { transaction, results in
            var reply = TurnReply()
            if let rows = results.first { try reply.readBack(rows, fires: Set(doubt.fires)) }
            reply.settle(try await calendars(named: reply.unreadCalendars, transaction))
            return reply
        }
        if !reply.poisoned.isEmpty {
            try await park(reply.poisoned, of: doubt.instance)
            reply.poisoned = []
        }
        pendingTurns.remove(doubt)
        logger.info(
            "Resolved a turn whose commit was not answered",
            metadata: ["fired": "\(reply.result.fired.count)", "claimed": "\(reply.result.claimed.count)"]
        )
        return reply.result
    }

    /// Parks triggers whose rows cannot be used and ends the fire instances that were made for them.
    private func park(_ poisoned: [TurnReply.Poison], of instance: InstanceID) async throws {
        let ids = poisoned.map(\.id.rawValue)
        let common: [PQValue] = [.text(schedulerName), .text(instance.rawValue), .textArray(ids)]
        let endFires = step(EmbeddedSQL.completionRecord, common + [.boolArray(ids.map { _ in false })])
        let endClaims = step(EmbeddedSQL.firingRelease, common)
        try await locked(on: firing) { transaction in
            try await self.park(poisoned.map(\.row), in: transaction)
            _ = try await transaction.pipeline([endFires, endClaims])
        }
    }
}

extension TurnResult {
    /// Gives fires that were read back what their claims knew and the tables keep no longer.
    fileprivate mutating func recall(_ intents: [FireIntent]) {
        for intent in intents {
            guard let index = fired.firstIndex(where: { $0.id == intent.claim.id }) else { continue }
            fired[index].previousFireTime = intent.claim.trigger.previousFireTime
            fired[index].missedFireTimes = intent.claim.trigger.missed?.count ?? 0
        }
    }

    fileprivate mutating func merge(_ other: TurnResult) {
        fired += other.fired
        claimed += other.claimed
        dropped += other.dropped
        mayHaveMore = mayHaveMore || other.mayHaveMore
    }
}
