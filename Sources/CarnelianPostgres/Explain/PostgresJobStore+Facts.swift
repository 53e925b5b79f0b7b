public import Carnelian
public import CarnelianCore
import LibPQ

extension PostgresJobStore {
    /// All that is known about whether and why a trigger fires, of one moment: one snapshot, one round trip.
    public func facts(about key: TriggerKey) async throws -> TriggerFacts {
        let scheduler = PQValue.text(schedulerName)
        let trigger = [scheduler, .text(key.name), .text(key.group)]
        let results = try await snapshot([
            step(EmbeddedSQL.catalogTrigger, trigger),
            step(EmbeddedSQL.explainJob, trigger),
            step(EmbeddedSQL.explainCalendar, trigger),
            step(EmbeddedSQL.pausingPausedGroups, [scheduler]),
            step(EmbeddedSQL.explainFires, trigger),
            step(EmbeddedSQL.clusterNodes, [scheduler]),
            step(EmbeddedSQL.explainOccupancy, [scheduler]),
            step(EmbeddedSQL.explainDueBefore, trigger + [.int4(Int32(TriggerFacts.mostDueBefore))]),
        ])
        var facts = TriggerFacts(key: key, now: clock.now())
        return try decoded {
            guard let stored = try StoredTriggerRow.decode(results[0]).first else { return facts }
            facts.trigger = stored
            facts.job = Self.job(in: results[1])
            if stored.trigger.calendarName != nil { facts.calendar = try Self.calendar(in: results[2]) }
            facts.pausedGroups = Set(try results[3].rows.map { try $0.string(0) })
            facts.fires = try results[4].rows.map(FireInstanceRow.decode)
            facts.nodes = try results[5].rows.map(NodeRow.decode).sorted { $0.instance < $1.instance }
            for row in results[6].rows {
                facts.occupancy[InstanceID(rawValue: try row.string(0))] = Int(try row.int64(1))
            }
            facts.dueBefore = Int(try results[7].rows.first?.int64(0) ?? 0)
            return facts
        }
    }

    private static func job(in result: PQResult) -> TriggerFacts.Part<JobDetail> {
        guard let row = result.rows.first else { return .missing }
        do throws(PoisonRow) {
            return .found(try JobRow.decode(row))
        } catch {
            return .unreadable(error.reason)
        }
    }

    private static func calendar(in result: PQResult) throws(PQError) -> TriggerFacts.Part<ExclusionCalendar> {
        guard let row = result.rows.first else { return .missing }
        let bytes = try row.bytes(0)
        do throws(CarnelianError) {
            return .found(try ExclusionCalendar(javaStream: bytes))
        } catch {
            return .unreadable("\(error)")
        }
    }
}
