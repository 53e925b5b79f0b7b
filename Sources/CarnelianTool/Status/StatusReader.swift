import CarnelianCore
import CarnelianPostgres
import LibPQ

/// Reads a cluster's status from its tables, all of one moment.
struct StatusReader {
    /// How many executions, coming fires and triggers in ERROR are read at most.
    static let limit = 20

    let scheduler: String
    let tablePrefix: String

    /// Reads in one round trip, and why triggers are in ERROR in another where there are any.
    func read(_ connection: PQConnection) async throws -> ClusterStatus {
        let results = try await answers(connection)
        var counts: [String: Int] = [:]
        for row in results[2].rows { counts[try row.string(0)] = Int(try row.int64(1)) }
        let general = results[0].rows[0]
        var status = ClusterStatus(scheduler: scheduler, time: Timestamp(milliseconds: try general.int64(0)))
        status.jobCount = Int(try general.int64(1))
        status.stateCounts = counts
        for row in results[1].rows { status.nodes.append(try node(row)) }
        for row in results[3].rows { status.executing.append(try executing(row)) }
        for row in results[4].rows { status.coming.append(try coming(row)) }
        for row in results[5].rows { status.pausedGroups.append(try row.string(0)) }
        for row in results[6].rows { status.parked.append(try parked(row)) }
        if !status.parked.isEmpty { try await readReasons(&status, connection) }
        return status
    }

    private func answers(_ connection: PQConnection) async throws -> [PQResult] {
        do throws(PQError) {
            return try await connection.pipeline(steps, transaction: .repeatableRead)
        } catch {
            guard error.sqlState == .undefinedTable else { throw error }
            throw CarnelianError(.schemaMismatch, "the tables \(tablePrefix)… do not exist in this database")
        }
    }

    private var steps: [PQStep] {
        let name: [PQValue] = [.text(scheduler)]
        return [
            PQStep(
                sql: """
                    SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint,
                           (SELECT count(*) FROM \(tablePrefix)job_details WHERE sched_name = $1)
                    """, name),
            PQStep(
                sql: """
                    SELECT instance, max(last_checkin_time), max(coalesce(checkin_interval, 0)), sum(executing)::bigint,
                           sum(claimed)::bigint
                    FROM (SELECT instance_name AS instance, last_checkin_time, checkin_interval, 0 AS executing,
                                 0 AS claimed
                          FROM \(tablePrefix)scheduler_state WHERE sched_name = $1
                          UNION ALL
                          SELECT instance_name, NULL, NULL, (state = 'EXECUTING')::int, (state <> 'EXECUTING')::int
                          FROM \(tablePrefix)fired_triggers WHERE sched_name = $1) AS rows
                    GROUP BY instance ORDER BY instance
                    """, name),
            PQStep(
                sql: """
                    SELECT trigger_state, count(*) FROM \(tablePrefix)triggers WHERE sched_name = $1 GROUP BY 1
                    """, name),
            PQStep(
                sql: """
                    SELECT trigger_group, trigger_name, coalesce(job_group, ''), coalesce(job_name, ''), instance_name,
                           fired_time, sched_time
                    FROM \(tablePrefix)fired_triggers WHERE sched_name = $1 AND state = 'EXECUTING'
                    ORDER BY fired_time, entry_id LIMIT \(Self.limit)
                    """, name),
            PQStep(
                sql: """
                    SELECT trigger_group, trigger_name, job_group, job_name, next_fire_time, trigger_state
                    FROM \(tablePrefix)triggers
                    WHERE sched_name = $1 AND trigger_state IN ('WAITING', 'ACQUIRED', 'BLOCKED') AND next_fire_time > 0
                    ORDER BY next_fire_time, trigger_group, trigger_name LIMIT \(Self.limit)
                    """, name),
            PQStep(
                sql: """
                    SELECT trigger_group FROM \(tablePrefix)paused_trigger_grps WHERE sched_name = $1 ORDER BY 1
                    """, name),
            PQStep(
                sql: """
                    SELECT trigger_group, trigger_name, job_group, job_name
                    FROM \(tablePrefix)triggers
                    WHERE sched_name = $1 AND trigger_state = 'ERROR'
                    ORDER BY trigger_group, trigger_name LIMIT \(Self.limit)
                    """, name),
        ]
    }

    /// A cluster that runs only Java has no table of reasons.
    private func readReasons(_ status: inout ClusterStatus, _ connection: PQConnection) async throws {
        let table = try SQLNames(prefix: tablePrefix, schema: nil).sideTable("trigger_errors")
        let found = try await connection.query("SELECT to_regclass($1)::text", [.text(table)])
        guard let row = found.rows.first, try row.stringIfPresent(0) != nil else { return }
        let rows = try await connection.query(
            """
            SELECT e.trigger_group, e.trigger_name, e.reason
            FROM unnest($2::text[], $3::text[]) AS k (trigger_group, trigger_name)
            JOIN \(table) e ON e.sched_name = $1 AND e.trigger_name = k.trigger_name AND e.trigger_group = k.trigger_group
            """,
            [
                .text(scheduler), .textArray(status.parked.map(\.trigger.group)),
                .textArray(status.parked.map(\.trigger.name)),
            ])
        var reasons: [TriggerKey: String] = [:]
        for row in rows.rows { reasons[TriggerKey(try row.string(1), group: try row.string(0))] = try row.string(2) }
        for index in status.parked.indices { status.parked[index].reason = reasons[status.parked[index].trigger] }
    }

    private func parked(_ row: PQRow) throws -> ClusterStatus.Parked {
        ClusterStatus.Parked(
            trigger: TriggerKey(try row.string(1), group: try row.string(0)),
            job: JobKey(try row.string(3), group: try row.string(2)))
    }

    private func node(_ row: PQRow) throws -> ClusterStatus.Node {
        ClusterStatus.Node(
            instance: try row.string(0), lastCheckIn: try row.int64IfPresent(1).map(Timestamp.init(milliseconds:)),
            checkInInterval: try row.int64(2), executing: Int(try row.int64(3)), claimed: Int(try row.int64(4)))
    }

    private func executing(_ row: PQRow) throws -> ClusterStatus.Executing {
        ClusterStatus.Executing(
            trigger: TriggerKey(try row.string(1), group: try row.string(0)),
            job: JobKey(try row.string(3), group: try row.string(2)), instance: try row.string(4),
            fireTime: Timestamp(milliseconds: try row.int64(5)),
            scheduledFireTime: Timestamp(milliseconds: try row.int64(6)))
    }

    private func coming(_ row: PQRow) throws -> ClusterStatus.Coming {
        ClusterStatus.Coming(
            trigger: TriggerKey(try row.string(1), group: try row.string(0)),
            job: JobKey(try row.string(3), group: try row.string(2)),
            time: Timestamp(milliseconds: try row.int64(4)), state: try row.string(5))
    }
}
