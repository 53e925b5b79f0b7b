import CarnelianCore

/// What the demonstration schedules, and the fires that must be in the ledger at its end.
struct DemoPlan: Sendable {
    /// The group of its jobs and triggers; each job has one trigger of its own name.
    static let group = "demo"
    /// The job whose node is killed while it runs.
    static let victimJob = JobKey("report", group: group)
    /// How long that job runs.
    static let reportDuration = Duration.seconds(4)
    /// The table that the jobs write to.
    static let ledger = "carnelian_demo_ledger"
    static let tickers = 8
    static let ticks = 20
    static let oneShots = 60

    /// When the first trigger fires: a full second.
    let start: Timestamp
    let jobs: [JobDetail]
    let triggers: [Trigger]

    init(start: Timestamp) {
        self.start = start
        let ticking = (1...Self.tickers).map { number in
            Trigger(
                key: TriggerKey("every-second-\(number)", group: Self.group),
                job: JobKey("every-second-\(number)", group: Self.group),
                kind: .simple(SimpleTrigger(repeatCount: Self.ticks - 1, interval: 1_000)), startTime: start)
        }
        let single = (1...Self.oneShots).map { number in
            // Three in each second, a little after it begins.
            let offset = Int64((number - 1) / 3 * 1_000 + (number - 1) % 3 * 100)
            return Trigger(
                key: TriggerKey("once-\(number)", group: Self.group), job: JobKey("once-\(number)", group: Self.group),
                kind: .simple(SimpleTrigger()), startTime: start.advanced(by: .milliseconds(offset)))
        }
        let report = Trigger(
            key: TriggerKey(Self.victimJob.name, group: Self.group), job: Self.victimJob,
            kind: .simple(SimpleTrigger()),
            startTime: start.advanced(by: .seconds(3)))
        triggers = ticking + single + [report]
        jobs = triggers.map { trigger in
            let pause: Duration = trigger.job == Self.victimJob ? Self.reportDuration : .milliseconds(120)
            return JobDetail(
                key: trigger.job, type: SQLJob.type, data: ["statement": Self.statement(pause: pause)],
                isDurable: true, requestsRecovery: true)
        }
    }

    /// Every fire that the schedules name, as ledger entries.
    var expected: [DemoLedger.Entry] {
        triggers.flatMap { trigger in
            trigger.fireTimes.map { DemoLedger.Entry(job: trigger.job, scheduled: $0) }
        }
    }

    /// When the last trigger fires.
    var end: Timestamp {
        expected.map(\.scheduled).max() ?? start
    }

    /// Writes a row about the fire after a pause, in one statement: it is there whole or not at all.
    private static func statement(pause: Duration) -> String {
        """
        INSERT INTO \(ledger) (job, scheduled, node, recovering)
        SELECT current_setting('carnelian.job'), current_setting('carnelian.scheduled_fire_time')::bigint,
               current_setting('carnelian.instance_id'), current_setting('carnelian.recovering')::boolean
        FROM pg_sleep(\(Double(pause.wholeMilliseconds) / 1_000))
        """
    }

    /// The ledger: no key, so that a double fire would show.
    static let ledgerTable = """
        CREATE TABLE \(ledger) (
            job text NOT NULL, scheduled bigint NOT NULL, node text NOT NULL, recovering boolean NOT NULL,
            written timestamptz NOT NULL DEFAULT clock_timestamp()
        )
        """
}
