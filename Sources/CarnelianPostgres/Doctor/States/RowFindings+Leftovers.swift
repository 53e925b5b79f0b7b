import CarnelianCore
import LibPQ

// Rows of nothing, triggers that nobody fires, groups that are paused.

extension DoctorQuestions {
    func strays(_ found: inout RowFindings, _ transaction: PQTransaction) async throws {
        let result = try await ask(EmbeddedSQL.doctorStrays, [.text(scheduler), .int8(100)], transaction)
        for row in result.rows {
            let key = TriggerKey(try row.string(1), group: try row.string(2))
            found.findings.append(
                FindingKind.ruleStray.about(
                    "\(key) in \(names.quartzTable(try row.string(0)))", "there is no trigger that the row belongs to"))
        }
        if let row = result.rows.first { found.leaveOut(.ruleStray, try row.int(3), listed: result.rows.count) }
    }

    /// How late a waiting trigger must be, ms: far beyond every misfire threshold and pause of a node.
    private static let longOverdue: Int64 = 300_000

    func overdue(
        _ examination: Examination, _ found: inout RowFindings, _ transaction: PQTransaction
    ) async throws {
        let now = examination.nodes.map(\.last.time).max() ?? examination.server.time
        let result = try await ask(
            EmbeddedSQL.doctorOverdue, [.text(scheduler), .int8(now - Self.longOverdue)], transaction)
        for row in result.rows {
            let type = try row.string(0)
            let count = try row.int(1)
            let age = Words.age(now - (try row.int64(2)))
            let key = TriggerKey(try row.string(4), group: try row.string(3))
            let fired = try row.int64(5)
            let why: String
            let remedy: String?
            if !examination.hasLiveNodes {
                why = "no node is running"
                remedy = "start a node"
            } else if fired > now - Self.longOverdue {
                why = "the type was fired \(Words.age(now - fired)) ago, so that the nodes may be overloaded"
                remedy = "look at what executes; add nodes or permits"
            } else {
                why = "no running node seems to have the type, or all are in standby"
                remedy = nil
            }
            found.findings.append(
                FindingKind.overdue.about(
                    "job type \(type)",
                    "\(Words.count(count, "trigger")) overdue, \(key) by \(age): \(why)",
                    severity: examination.hasLiveNodes ? .problem : .warning, remedy: remedy))
        }
    }

    /// What Quartz writes as a group when all groups are paused.
    private static let allGroups = "_$_ALL_GROUPS_PAUSED_$_"

    func pauses(_ found: inout RowFindings, _ transaction: PQTransaction) async throws {
        for row in try await ask(EmbeddedSQL.doctorPauses, [.text(scheduler)], transaction).rows {
            let group = try row.string(0)
            let triggers = try row.int(1)
            let waiting = try row.int(2)
            if group == Self.allGroups {
                found.findings.append(
                    FindingKind.groupPaused.about("all groups", "everything is paused, new triggers too"))
                continue
            }
            let what =
                triggers == 0 ? "has no triggers; new ones will be paused" : "\(Words.count(triggers, "trigger"))"
            found.findings.append(FindingKind.groupPaused.about("group \(group)", "paused: \(what)"))
            if waiting > 0 {
                found.findings.append(
                    FindingKind.pausedGroupFires.about(
                        "group \(group)", "\(Words.count(waiting, "trigger")) of this paused group will fire"))
            }
        }
    }

    func sideRows(_ found: inout RowFindings, _ transaction: PQTransaction) async throws {
        for row in try await ask(EmbeddedSQL.doctorStaleRows, [.text(scheduler)], transaction).rows {
            let count = try row.int(1)
            guard count > 0 else { continue }
            found.findings.append(
                FindingKind.sideRowsStale.about(
                    names.sideTable(try row.string(0)), "\(Words.count(count, "row")) of what is gone"))
        }
        let stalled = try await ask(
            EmbeddedSQL.clusterStalledDelays,
            [.text(scheduler), .int8(FixedDelayTrigger.running.milliseconds), .int8(Int64(Self.most))], transaction)
        for key in try KeyColumns.triggerKeys(stalled) {
            found.findings.append(
                FindingKind.delayStalled.about("\(key)", "it waits for the end of a run that no node executes"))
        }
    }
}
