public import Carnelian
import CarnelianCore
import ServiceLifecycle

/// The guarantees of `JobStore` as checks that any store's author can run.
///
/// Each check makes a store of its own by the closure it is given, on a clock that stands still, and works on it by the
/// verbs of `JobStore` alone. In a test target:
///
/// ```swift
/// @Test(arguments: JobStoreConformance.checks)
/// func conforms(check: JobStoreConformance.Check) async throws {
///     try await check.run { clock in MemoryJobStore(clock: clock) }
/// }
/// ```
///
/// The store must be empty and must take its time from the clock; its misfire threshold for resumed triggers is a minute.
public struct JobStoreConformance: Sendable {
    /// Makes an empty store whose time is the clock's.
    public typealias MakeStore = @Sendable (_ clock: any SchedulerClock) async throws -> any JobStore

    private let makeStore: MakeStore

    /// Prepares the suite for a store.
    public init(makeStore: @escaping MakeStore) {
        self.makeStore = makeStore
    }

    /// Runs every check, one after the other, and returns what failed.
    public func run() async throws -> [ConformanceFailure] {
        var failures: [ConformanceFailure] = []
        for check in JobStoreConformance.checks {
            do {
                try await check.run(on: makeStore)
            } catch let failure as ConformanceFailure {
                failures.append(failure)
            }
        }
        return failures
    }

    /// All checks, in the order of the guarantees.
    public static let checks: [Check] = [
        storing, replacing, removing, listing, keys,
        racing, claiming, firing, guarding, exclusive, advancing, completing, unscheduling, releasing, pausing,
        groupPausing,
        misfires, resumeMisfires, checkIns, recovery, parking, signals, kinds, calendars, calendarChanges, fixedDelays,
        missed, givingBackMisfired, interrupting, modelling,
    ].flatMap { $0 }
}

extension JobStoreConformance {
    /// One check: a guarantee's number and a scenario.
    public struct Check: Sendable, CustomStringConvertible {
        /// The guarantee's number and the check's number within it, such as `G3.2`; `G0` stands for the catalog's verbs.
        public let id: String
        /// What must hold, in a few words.
        public let name: String

        private let body: @Sendable (StoreUnderTest) async throws -> Void

        init(_ id: String, _ name: String, _ body: @escaping @Sendable (StoreUnderTest) async throws -> Void) {
            self.id = id
            self.name = name
            self.body = body
        }

        /// The id and the name.
        public var description: String { "\(id) \(name)" }

        /// Runs the check on a new store.
        /// - Throws: `ConformanceFailure` where the store breaks the guarantee, and what the store itself throws.
        public func run(on makeStore: MakeStore) async throws {
            let clock = VirtualClock(startingAt: StoreUnderTest.start)
            let store = try await makeStore(clock)
            try await store.open()
            do {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await store.run() }
                    defer { group.cancelAll() }
                    try await body(StoreUnderTest(store: store, clock: clock))
                }
            } catch var failure as ConformanceFailure {
                failure.check = description
                throw failure
            }
        }
    }
}
