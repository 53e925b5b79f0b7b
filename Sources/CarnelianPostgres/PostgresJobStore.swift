public import Carnelian
import CarnelianCore
package import LibPQ
public import Logging
import Synchronization

/// The job store on PostgreSQL, in the tables of Quartz 2.x.
///
/// Run it as a service beside the scheduler, so that it listens for changes made by other nodes. Verbs work before,
/// during and after `run()`. Connections are opened when first needed.
public final class PostgresJobStore: JobStore {
    /// What the store was made of.
    public let configuration: Configuration
    /// The clock that follows the database's.
    public let clock: any SchedulerClock

    package let logger: Logger
    package let names: SQLNames
    package let statements: StatementSet
    /// For the catalog and for reads.
    package let pool: PQPool
    /// For turns, releases and misfire sweeps.
    package let firing: PQPool
    /// For completions, which must not wait behind turns.
    package let completing: PQPool
    /// For check-ins, which must not wait behind anything.
    package let checkIns: PQPool

    let databaseClock: DatabaseClock?
    let signalHub = SignalHub()
    let listening: PQConfiguration
    let membership = Membership()
    /// Numbers for the fire instances that turns make.
    let fireSequence = FireSequence()
    /// Turns of which nobody knows whether they were committed.
    let pendingTurns = PendingTurns()
    /// The calendars that this process has read.
    let calendarCache = CalendarCache()
    /// Fire instances whose completion may have been committed without an answer.
    let uncertainCompletions: Mutex<Set<FireInstanceID>> = Mutex([])

    /// The cluster's name.
    public var schedulerName: String { configuration.schedulerName }

    /// Creates a store; nothing is connected yet.
    /// - Throws: `CarnelianError` with code `.invalidValue` for a configuration that cannot be used.
    public convenience init(_ configuration: Configuration, logger: Logger) throws {
        try self.init(configuration, logger: logger, clock: nil)
    }

    /// Creates a store on another clock than the database's; for tests.
    package init(_ configuration: Configuration, logger: Logger, clock: (any SchedulerClock)?) throws {
        let target = try SchemaTarget(configuration)
        var session = target.connection
        if configuration.preparesStatements { session.settings = SchemaTarget.planSettings }
        let databaseClock = clock == nil ? DatabaseClock() : nil
        self.configuration = configuration
        self.logger = logger
        self.databaseClock = databaseClock
        self.clock = clock ?? databaseClock ?? DatabaseClock()
        names = target.names
        statements = StatementSet(target.names)
        pool = PQPool(session, size: 4)
        firing = PQPool(session, size: 2)
        completing = PQPool(session, size: 2)
        checkIns = PQPool(session, size: 1)
        listening = target.connection
    }

    /// Checks the tables, makes the scheduler's lock rows and measures the clock.
    /// - Throws: `CarnelianError` with code `.schemaMismatch` if the tables are missing or of another version, and
    ///   `.storeUnavailable` if the server cannot be reached.
    public func open() async throws {
        try await checkSchemaVersion()
        try await write(EmbeddedSQL.storeEnsureLocks, [.text(schedulerName)])
        try await measureClock(samples: 5)
    }

    /// Closes the connections; every verb fails from then on.
    public func close() async {
        for pool in [pool, firing, completing, checkIns] { await pool.close() }
    }

    /// Whether nodes of another runtime, Java's Quartz, share this scheduler.
    ///
    /// True until the first check-in has looked.
    package var hasForeignNodes: Bool { membership.hasForeignNodes }

    /// The statement that a template of `sql/queries` became under this configuration.
    package func statement(_ template: SQLTemplate) -> PQStatement {
        statements[template]
    }

    /// A step of a pipeline.
    package func step(_ template: SQLTemplate, _ parameters: [PQValue]) -> PQStep {
        PQStep(statements[template], parameters)
    }

    private func checkSchemaVersion() async throws {
        let expected = EmbeddedSQL.schemaVersion
        let found = try await read(EmbeddedSQL.storeSchemaVersion).rows.first?.intIfPresent(0) ?? 0
        guard found == expected else {
            let advice = found < expected ? "run \"carnelian migrate\"" : "this node needs a newer version of Carnelian"
            throw CarnelianError(
                .schemaMismatch, "the tables have schema version \(found), this version needs \(expected): \(advice)"
            )
        }
    }
}
