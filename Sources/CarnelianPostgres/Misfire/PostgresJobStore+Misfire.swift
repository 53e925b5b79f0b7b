public import Carnelian
public import CarnelianCore
import LibPQ

extension PostgresJobStore {
    /// Applies the misfire instructions of triggers whose fire time passed the limit; looks without the lock first.
    public func sweepMisfires(_ sweep: MisfireSweep) async throws -> MisfireSweepResult {
        let limit = PQValue.int8(sweep.misfireBefore.milliseconds)
        let any = try await read(EmbeddedSQL.misfireExists, [.text(schedulerName), limit], on: firing)
        guard !any.rows.isEmpty else { return MisfireSweepResult() }
        let find = step(EmbeddedSQL.misfireFind, [.text(schedulerName), limit, .int8(Int64(sweep.limit))])
        return try await locked(on: firing, then: [find]) { transaction, results in
            guard let rows = results.first?.rows else { return MisfireSweepResult() }
            var found: [Trigger] = []
            var poisoned: [PoisonRow] = []
            for row in rows {
                do throws(PoisonRow) {
                    found.append(try TriggerRow.decode(row).trigger)
                } catch {
                    poisoned.append(error)
                }
            }
            let book = try await self.calendars(of: found, transaction)
            var handling = MisfireHandling()
            for trigger in found {
                do throws(PoisonRow) {
                    let calendar = try book.calendar(of: trigger)
                    // They stay WAITING: a trigger that was resumed by itself inside a paused group is not paused again.
                    handling.add(
                        trigger, handled: trigger.applyingMisfire(at: sweep.now, calendar: calendar), .waiting,
                        at: sweep.now
                    )
                } catch {
                    poisoned.append(error)
                }
            }
            var steps = self.rewrite(handling)
            if let park = self.parkStep(poisoned) { steps.append(park) }
            if !steps.isEmpty { _ = try await transaction.pipeline(steps) }
            return MisfireSweepResult(misfired: handling.misfires, mayHaveMore: rows.count >= sweep.limit)
        }
    }

    /// Gives claims back, each with its trigger's misfire instruction applied where the trigger judges that it misfired.
    public func giveBackMisfired(
        _ claims: [FireInstanceID], by instance: InstanceID, at now: Timestamp, threshold: Duration
    ) async throws -> [Misfire] {
        guard !claims.isEmpty else { return [] }
        let parameters: [PQValue] = [
            .text(schedulerName), .text(instance.rawValue), .textArray(claims.map(\.rawValue)),
        ]
        return try await locked(on: firing, then: [step(EmbeddedSQL.firingReadBack, parameters)]) {
            transaction, results in
            var held: [Trigger] = []
            for row in results[0].rows where try !row.bool(1) {
                // What cannot be read is given back as it is, and parked by the turn that claims it next.
                guard let found = try? TriggerRow.decode(row, at: 4), found.state == .acquired else { continue }
                held.append(found.trigger)
            }
            let book = try await self.calendars(of: held, transaction)
            var handling = MisfireHandling()
            for trigger in held {
                guard let calendar = try? Optional.some(book.calendar(of: trigger)),
                    let handled = trigger.misfireHandledAtClaim(at: now, threshold: threshold, calendar: calendar)
                else { continue }
                handling.add(trigger, handled: handled, nil, at: now)
            }
            var steps = [self.step(EmbeddedSQL.firingRelease, parameters)] + self.rewrite(handling)
            if let signal = self.notifyStep(earliest: nil) { steps.append(signal) }
            _ = try await transaction.pipeline(steps)
            return handling.misfires
        }
    }

    /// The steps that store triggers as misfire handling left them; those without a further fire time are removed.
    private func rewrite(_ handling: MisfireHandling) -> [PQStep] {
        let name = PQValue.text(schedulerName)
        var steps: [PQStep] = []
        if !handling.moved.isEmpty {
            steps.append(step(EmbeddedSQL.misfireApply, [name] + handling.moved.parameters))
        }
        if !handling.ended.isEmpty {
            let keys = [name] + KeyColumns.parameters(handling.ended.map(\.key))
            steps.append(step(EmbeddedSQL.completionRemoveSpent, keys))
            let jobs = [name] + KeyColumns.parameters(handling.ended.map(\.job))
            steps.append(step(EmbeddedSQL.completionRemoveOrphans, jobs))
        }
        if let earliest = handling.moved.earliest, let signal = notifyStep(earliest: earliest) {
            steps.append(signal)
        }
        return steps
    }
}
