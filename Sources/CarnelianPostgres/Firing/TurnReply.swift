import Carnelian
import CarnelianCore
import LibPQ

/// What a turn's pipeline answered, read into a result; rows that cannot be used are set apart.
struct TurnReply {
    /// A row that was claimed or fired and cannot be used.
    struct Poison {
        var id: FireInstanceID
        var row: PoisonRow
    }

    var result = TurnResult()
    var poisoned: [Poison] = []

    /// Reads the claims that fired; those that the answer does not name were dropped.
    mutating func readFires(_ rows: PQResult, of turn: Turn) throws(PQError) {
        var intents: [FireInstanceID: FireIntent] = [:]
        for intent in turn.fires { intents[intent.claim.id] = intent }
        for row in rows.rows {
            let id = FireInstanceID(rawValue: try row.string(0))
            guard let intent = intents.removeValue(forKey: id) else { continue }
            do {
                let job = try JobRow.decode(row, at: 1, trigger: intent.claim.trigger.key)
                result.fired.append(
                    Fire(
                        id: id, trigger: intent.advanced, job: job,
                        scheduledFireTime: intent.claim.scheduledFireTime, fireTime: turn.now,
                        previousFireTime: intent.claim.trigger.previousFireTime
                    )
                )
            } catch {
                poisoned.append(Poison(id: id, row: error))
            }
        }
        result.dropped = turn.fires.map(\.claim.id).filter { intents[$0] != nil }
    }

    /// Reads what was claimed, and claimed and fired at once.
    mutating func readClaims(_ rows: PQResult, of turn: Turn) throws(PQError) {
        for row in rows.rows {
            let id = FireInstanceID(rawValue: try row.string(0))
            let isFired = try row.bool(1)
            let following = try row.int64(2)
            do {
                let trigger = try TriggerRow.decode(row, at: 4).trigger
                let job = try JobRow.decode(row, at: 4 + TriggerRow.width, trigger: trigger.key)
                let claim = Claim(id: id, trigger: trigger, job: job)
                guard isFired else {
                    result.claimed.append(claim)
                    continue
                }
                var advanced = trigger
                advanced.previousFireTime = trigger.nextFireTime
                advanced.nextFireTime = following > 0 ? Timestamp(milliseconds: following) : nil
                advanced.timesTriggered += 1
                result.fired.append(
                    Fire(
                        id: id, trigger: advanced, job: job,
                        scheduledFireTime: claim.scheduledFireTime, fireTime: turn.now,
                        previousFireTime: trigger.previousFireTime
                    )
                )
            } catch {
                poisoned.append(Poison(id: id, row: error))
            }
        }
        result.mayHaveMore = rows.rows.count >= turn.limit
    }

    /// Reads what a turn in doubt did after all; `fires` are the claims that it meant to fire.
    mutating func readBack(_ rows: PQResult, fires: Set<FireInstanceID>) throws(PQError) {
        for row in rows.rows {
            let id = FireInstanceID(rawValue: try row.string(0))
            let isFired = try row.bool(1)
            // A claim that is still a claim did not fire; its holder knows it and tries again.
            if !isFired, fires.contains(id) { continue }
            let scheduled = Timestamp(milliseconds: try row.int64(2))
            let fired = Timestamp(milliseconds: try row.int64(3))
            do {
                let trigger = try TriggerRow.decode(row, at: 4).trigger
                let job = try JobRow.decode(row, at: 4 + TriggerRow.width, trigger: trigger.key)
                if isFired {
                    result.fired.append(
                        Fire(id: id, trigger: trigger, job: job, scheduledFireTime: scheduled, fireTime: fired)
                    )
                } else {
                    result.claimed.append(Claim(id: id, trigger: trigger, job: job))
                }
            } catch {
                poisoned.append(Poison(id: id, row: error))
            }
        }
    }
}
