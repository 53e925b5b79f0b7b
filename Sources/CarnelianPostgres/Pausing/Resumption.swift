import CarnelianCore
import LibPQ

/// What becomes of paused triggers when they are resumed.
struct Resumption {
    /// A paused trigger, with whether its job executes exclusively.
    private struct Paused {
        var row: TriggerRow
        var isBlocked: Bool
    }

    private var paused: [Paused] = []
    /// Those that go on.
    private(set) var moved = MisfireColumns()
    /// Those that misfire handling left without a fire time.
    private(set) var ended: [Trigger] = []
    /// Those whose rows cannot be used.
    private(set) var poison: [PoisonRow] = []

    /// Reads rows of paused triggers, each with whether its job executes exclusively.
    init(_ result: PQResult) throws {
        for row in result.rows {
            do {
                paused.append(Paused(row: try TriggerRow.decode(row), isBlocked: try row.bool(TriggerRow.width)))
            } catch let error as PoisonRow {
                poison.append(error)
            }
        }
    }

    /// The triggers to resume.
    var triggers: [Trigger] { paused.map(\.row.trigger) }

    /// Resumes them; a fire time that passed by more than the threshold is handled, unless the trigger judges that at the
    /// claim.
    mutating func resume(at now: Timestamp, threshold: Duration, _ book: CalendarBook) {
        for trigger in paused where trigger.row.trigger.nextFireTime != nil {
            do throws(PoisonRow) {
                let calendar = try book.calendar(of: trigger.row.trigger)
                var resumed = trigger.row.trigger
                if !resumed.judgesMisfiresAtClaim, resumed.isMisfired(at: now, threshold: threshold) {
                    resumed = resumed.applyingMisfire(at: now, calendar: calendar)
                }
                guard resumed.nextFireTime != nil else {
                    ended.append(resumed)
                    continue
                }
                let conditions = TriggerConditions(isBlocked: trigger.isBlocked)
                moved.append(resumed, trigger.row.state.following(.resume(conditions)))
            } catch {
                poison.append(error)
            }
        }
    }
}
