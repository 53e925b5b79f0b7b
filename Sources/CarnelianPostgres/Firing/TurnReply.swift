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
    /// Claims whose calendar this process has yet to read.
    private(set) var unread: [Claim] = []

    /// The calendars that have yet to be read.
    var unreadCalendars: Set<String> { Set(unread.compactMap(\.trigger.calendarName)) }

    /// The fire instances that are neither in the result nor parked.
    var unsettled: [FireInstanceID] { unread.map(\.id) + poisoned.map(\.id) }

    /// Gives claims their calendars; those whose calendar is missing or cannot be read are set apart.
    mutating func settle(_ book: CalendarBook) {
        for var claim in unread {
            do throws(PoisonRow) {
                claim.calendar = try book.calendar(of: claim.trigger)
                result.claimed.append(claim)
            } catch {
                poisoned.append(Poison(id: claim.id, row: error))
            }
        }
        unread = []
    }

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
                        previousFireTime: intent.claim.trigger.previousFireTime,
                        missedFireTimes: intent.claim.trigger.missed?.count ?? 0
                    )
                )
            } catch {
                poisoned.append(Poison(id: id, row: error))
            }
        }
        result.dropped = turn.fires.map(\.claim.id).filter { intents[$0] != nil }
    }

    /// Where `acquire` answers with the version of a claim's calendar.
    private static let calendarVersion = 4 + TriggerRow.width + JobRow.width

    /// Reads what was claimed, and claimed and fired at once.
    mutating func readClaims(_ rows: PQResult, of turn: Turn, _ calendars: CalendarCache) throws(PQError) {
        for row in rows.rows {
            let id = FireInstanceID(rawValue: try row.string(0))
            let isFired = try row.bool(1)
            let following = try row.int64(2)
            do {
                let trigger = try TriggerRow.decode(row, at: 4).trigger
                let job = try JobRow.decode(row, at: 4 + TriggerRow.width, trigger: trigger.key)
                var claim = Claim(id: id, trigger: trigger, job: job)
                guard isFired else {
                    if let name = trigger.calendarName {
                        guard let version = try row.stringIfPresent(Self.calendarVersion) else {
                            throw PoisonRow(trigger: trigger.key, reason: "the calendar \"\(name)\" is not stored")
                        }
                        guard let entry = calendars.entry(name, version: version) else {
                            unread.append(claim)
                            continue
                        }
                        claim.calendar = try CalendarBook.calendar(entry, named: name, for: trigger.key)
                    }
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
            } catch let poison as PoisonRow {
                poisoned.append(Poison(id: id, row: poison))
            } catch let error as PQError {
                throw error
            } catch {
                poisoned.append(Poison(id: id, row: PoisonRow(trigger: nil, reason: "\(error)")))
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
                } else if trigger.calendarName != nil {
                    unread.append(Claim(id: id, trigger: trigger, job: job))
                } else {
                    result.claimed.append(Claim(id: id, trigger: trigger, job: job))
                }
            } catch {
                poisoned.append(Poison(id: id, row: error))
            }
        }
    }
}
