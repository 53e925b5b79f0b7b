extension PostgresJobStore {
    /// Where the tables are and how the store reaches them.
    public struct Configuration: Sendable {
        /// A libpq connection string: a URI (`postgresql://…`) or key/value pairs; "" leaves everything to libpq's
        /// environment.
        public var url: String
        /// The cluster's name, Quartz's `SCHED_NAME`: 1 to 120 characters.
        ///
        /// Nodes of one name share jobs and triggers.
        public var schedulerName: String
        /// The prefix of Quartz's tables, 1 to 20 letters, digits or underscores.
        ///
        /// Default `qrtz_`, what PostgreSQL makes of
        /// an unquoted `QRTZ_`.
        public var tablePrefix: String = "qrtz_"
        /// The schema that holds the tables.
        ///
        /// Default nil: the connection's `search_path` finds them.
        public var schema: String?
        /// Whether nodes wake each other by LISTEN and NOTIFY.
        ///
        /// Default true; without it they find changes by polling.
        ///
        /// Turn it off behind a proxy that pools transactions.
        public var usesNotifications: Bool = true
        /// Whether statements stay prepared and sessions keep settings of their own.
        ///
        /// Default true.
        ///
        /// Turn it off behind a proxy that pools transactions.
        public var preparesStatements: Bool = true
        /// How late a fire may be when its trigger is resumed before it counts as missed.
        ///
        /// Default: 60 seconds, as in Quartz.
        public var misfireThreshold: Duration = .seconds(60)
        /// How long a connection may take to open.
        ///
        /// Default: 10 seconds.
        public var connectTimeout: Duration = .seconds(10)
        /// How long a statement may take, waiting for locks included.
        ///
        /// Default: 30 seconds.
        public var statementTimeout: Duration = .seconds(30)

        /// Creates a configuration; nothing is checked until a store is made of it.
        public init(url: String = "", schedulerName: String = "carnelian") {
            self.url = url
            self.schedulerName = schedulerName
        }
    }
}

extension PostgresJobStore.Configuration: CustomStringConvertible, CustomReflectable {
    /// Names the scheduler and its tables; the URL stays out, as it may hold a password.
    public var description: String {
        let place = schema.map { "\($0).\(tablePrefix)" } ?? tablePrefix
        return "scheduler \"\(schedulerName)\" in \(place)*"
    }

    /// Mirrors show what `description` shows.
    public var customMirror: Mirror {
        Mirror(self, children: ["description": description], displayStyle: .struct)
    }
}
