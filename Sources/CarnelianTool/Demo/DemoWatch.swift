import CarnelianCore
import LibPQ

/// Watches the demonstration's nodes, kills one while it runs the report, and stops the others at the end.
struct DemoWatch {
    private let plan: DemoPlan
    private let nodes: [DemoNode]
    private let connection: PQConnection
    private let expected: [DemoLedger.Entry]
    private var board: DemoBoard
    private var killing = Killing.waiting
    private var isStopping = false

    /// How far the kill and the take-over are.
    private enum Killing {
        case waiting
        case killed(node: String, at: Timestamp)
        case takenOver(node: String)
        case done
    }

    init(plan: DemoPlan, nodes: [DemoNode], connection: PQConnection) {
        self.plan = plan
        self.nodes = nodes
        self.connection = connection
        expected = plan.expected
        board = DemoBoard(start: plan.start)
    }

    /// What went wrong beside the ledger; nil where the take-over happened and every node that lived stopped cleanly.
    var fault: String? {
        if let failed = nodes.first(where: { $0.state == .stopped(isSuccess: false) }) {
            return "\(failed.name) did not stop cleanly"
        }
        switch killing {
        case .waiting: return "no node could be killed while it ran \(DemoPlan.victimJob)"
        case .killed(let node, _): return "nobody took over what \(node) was running"
        case .takenOver(let node): return "\(node) took over \(DemoPlan.victimJob) and did not finish it"
        case .done: return nil
        }
    }

    /// Returns when all nodes have stopped.
    mutating func run() async throws {
        let deadline = plan.end.advanced(by: .seconds(25))
        while true {
            let ledger = try await DemoLedger.read(connection)
            let executing = try await executions()
            let now = currentTime()
            follow(executing, ledger, now)
            for node in nodes {
                for (job, line) in node.takeCommandOutput() { board.tell("\(node.name) ran \(job): \(line)", .dim) }
            }
            board.show(moment(ledger, executing, now))
            let isComplete = expected.allSatisfy { ledger.counts[$0] != nil } && executing.isEmpty
            if !isStopping, isComplete || now > deadline {
                isStopping = true
                board.tell(
                    isComplete ? "every fire is in the ledger; the nodes are asked to stop" : "gave up waiting", .bold)
                for node in nodes { node.stop() }
            }
            if isStopping, nodes.allSatisfy({ $0.process == nil }) {
                board.show(moment(ledger, executing, now.advanced(by: .seconds(1))))
                return
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    /// The kill, when its moment has come, and what follows it.
    private mutating func follow(_ executing: [(node: String, job: JobKey)], _ ledger: DemoLedger, _ now: Timestamp) {
        switch killing {
        case .waiting:
            guard let report = executing.first(where: { $0.job == DemoPlan.victimJob }) else { return }
            // In the second half of a second the short jobs are done, so the report alone is cut short.
            let isAlone = executing.filter { $0.node == report.node }.count == 1
            guard isAlone, now >= plan.start.advanced(by: .milliseconds(4_300)), now.milliseconds % 1_000 > 450,
                now.milliseconds % 1_000 < 850, let node = nodes.first(where: { $0.name == report.node })
            else { return }
            node.killAtOnce()
            killing = .killed(node: node.name, at: now)
            board.tell("kill -9 \(node.name), in the middle of \(report.job)", .red)
        case .killed(let node, let time):
            guard let again = executing.first(where: { $0.job == DemoPlan.victimJob && $0.node != node }) else {
                return
            }
            killing = .takenOver(node: again.node)
            let length = LocalTime.length(milliseconds: now.milliseconds - time.milliseconds)
            board.tell("\(again.node) took over after \(length) and runs \(again.job) again", .green)
        case .takenOver:
            guard let row = ledger.recovered.first(where: { $0.job == DemoPlan.victimJob }) else { return }
            killing = .done
            board.tell("\(row.node) finished \(row.job)", .green)
        case .done: return
        }
    }

    private func executions() async throws -> [(node: String, job: JobKey)] {
        let result = try await connection.query(
            """
            SELECT instance_name, job_group, job_name FROM qrtz_fired_triggers
            WHERE state = 'EXECUTING' ORDER BY fired_time, entry_id
            """)
        var executing: [(node: String, job: JobKey)] = []
        for row in result.rows {
            executing.append((try row.string(0), JobKey(try row.string(2), group: try row.string(1))))
        }
        return executing
    }

    private func moment(
        _ ledger: DemoLedger, _ executing: [(node: String, job: JobKey)], _ now: Timestamp
    ) -> DemoBoard.Moment {
        let nodes = nodes.map { node in
            var jobs = executing.filter { $0.node == node.name && node.state == .running }.map(\.job.description)
            if jobs.count > 3 { jobs = Array(jobs.prefix(2)) + ["\(jobs.count - 2) more"] }
            return DemoBoard.Node(
                name: node.name, state: node.state, fires: ledger.rowsOfNodes[node.name] ?? 0, executing: jobs)
        }
        return DemoBoard.Moment(time: now, nodes: nodes, written: ledger.rowCount, expected: expected.count)
    }
}
