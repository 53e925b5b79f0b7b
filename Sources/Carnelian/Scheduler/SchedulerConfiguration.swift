public import CarnelianCore

extension Scheduler {
    /// Sizes and times of a node.
    public struct Configuration: Sendable {
        /// The node's id; nil: made from the host's name, the time and a random part.
        ///
        /// 1 to 79 characters, unique in the cluster.
        public var instanceID: InstanceID?
        /// How many jobs may run at a time on this node: Quartz's `threadCount`.
        ///
        /// 1 to 10,000. Default 10.
        public var maxConcurrentJobs: Int
        /// How many threads run them: jobs that block need one each, jobs that suspend share.
        ///
        /// 1 to 10,000.
        ///
        /// Default: as many as `maxConcurrentJobs`, at most 64.
        public var workerThreads: Int
        /// The most triggers that one turn claims.
        ///
        /// 1 to 10,000. Default 256.
        public var batchSize: Int
        /// From this lateness on a fire counts as missed and follows its trigger's misfire instruction.
        ///
        /// 1 ms to 365 days. Default 60 s. Choose it longer than a failed node is silent before peers recover it,
        /// `2 × checkInInterval + checkInGrace`, or what it held may misfire meanwhile; the node logs when it is not.
        public var misfireThreshold: Duration
        /// How often the node says that it lives.
        ///
        /// 100 ms to 10 min. Default 7.5 s.
        public var checkInInterval: Duration
        /// How long beyond the interval a peer may be silent before it counts as failed.
        ///
        /// 100 ms to 10 min. Default 7.5 s, Quartz's.
        public var checkInGrace: Duration
        /// How long the node sleeps at most when no signal comes.
        ///
        /// 10 ms to 10 min. Default 15 s.
        public var pollInterval: Duration
        /// How early triggers are claimed before their time.
        ///
        /// 0 to 60 s. Default 1 s.
        public var lookahead: Duration
        /// How many times in a row a trigger may fire in less than a quarter of the time that its schedule leaves between
        /// two fires before it counts as run away and is parked in ERROR.
        ///
        /// No schedule fires like that: its computation, or whatever else writes to the store, has gone wrong. Counted on
        /// each node, by the fire times, so that catching up does not count. 0 (never park) to 1,000,000. Default 25.
        public var runawayLimit: Int
        /// How long jobs may go on at graceful shutdown before they are cancelled.
        ///
        /// Default 30 s.
        public var shutdownTimeout: Duration
        /// Code around every execution, outermost first.
        public var middleware: [any JobMiddleware]

        /// Creates a configuration; values are checked when a scheduler is made of it.
        public init(
            instanceID: InstanceID? = nil,
            maxConcurrentJobs: Int = 10,
            workerThreads: Int? = nil,
            batchSize: Int = 256,
            misfireThreshold: Duration = .seconds(60),
            checkInInterval: Duration = .milliseconds(7_500),
            checkInGrace: Duration = .milliseconds(7_500),
            pollInterval: Duration = .seconds(15),
            lookahead: Duration = .milliseconds(1_000),
            runawayLimit: Int = 25,
            shutdownTimeout: Duration = .seconds(30),
            middleware: [any JobMiddleware] = []
        ) {
            self.instanceID = instanceID
            self.maxConcurrentJobs = maxConcurrentJobs
            self.workerThreads = workerThreads ?? min(max(maxConcurrentJobs, 1), 64)
            self.batchSize = batchSize
            self.misfireThreshold = misfireThreshold
            self.checkInInterval = checkInInterval
            self.checkInGrace = checkInGrace
            self.pollInterval = pollInterval
            self.lookahead = lookahead
            self.runawayLimit = runawayLimit
            self.shutdownTimeout = shutdownTimeout
            self.middleware = middleware
        }

        /// Throws `.invalidValue` for the first value that is out of its range or contradicts another.
        func validate() throws(CarnelianError) {
            if let instanceID, !(1...InstanceID.maximumLength).contains(instanceID.rawValue.count) {
                throw CarnelianError(
                    .invalidValue,
                    "the instance id must have 1 to \(InstanceID.maximumLength) characters: \(instanceID)"
                )
            }
            try check("maxConcurrentJobs", maxConcurrentJobs, in: 1...10_000)
            try check("workerThreads", workerThreads, in: 1...10_000)
            try check("batchSize", batchSize, in: 1...10_000)
            try check("checkInInterval", checkInInterval, in: .milliseconds(100) ... .seconds(600))
            try check("checkInGrace", checkInGrace, in: .milliseconds(100) ... .seconds(600))
            try check("pollInterval", pollInterval, in: .milliseconds(10) ... .seconds(600))
            try check("lookahead", lookahead, in: .zero ... .seconds(60))
            try check("runawayLimit", runawayLimit, in: 0...1_000_000)
            try check("shutdownTimeout", shutdownTimeout, in: .zero ... .seconds(86_400))
            try check("misfireThreshold", misfireThreshold, in: .milliseconds(1) ... .seconds(31_536_000))
        }

        /// What a person should know about values that are legal and work against each other; nil: nothing.
        package var warning: String? {
            let silence = checkInInterval * 2 + checkInGrace
            guard misfireThreshold <= silence else { return nil }
            return """
                misfireThreshold (\(misfireThreshold)) is not longer than 2 × checkInInterval + checkInGrace (\(silence)): what \
                a failed node held may misfire before a peer recovers it; raise the threshold or check in more often
                """
        }

        private func check<Value: Comparable>(
            _ name: String, _ value: Value, in range: ClosedRange<Value>
        ) throws(CarnelianError) {
            guard range.contains(value) else {
                throw CarnelianError(
                    .invalidValue, "\(name) must be \(range.lowerBound) to \(range.upperBound): \(value)"
                )
            }
        }
    }
}
