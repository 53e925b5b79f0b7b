package import Carnelian
import CarnelianCore

/// A long model test: walks of random steps, each on a store of its own beside a `MemoryJobStore`.
package struct ModelTest: Sendable {
    /// Makes an empty store for each walk, whose time is the clock's.
    package typealias MakeStore = @Sendable (_ clock: any SchedulerClock, _ seed: UInt64) async throws -> any JobStore

    private let makeStore: MakeStore

    package init(makeStore: @escaping MakeStore) {
        self.makeStore = makeStore
    }

    /// Takes the steps of one seed; returns the difference that ended the walk, if any.
    package func walk(seed: UInt64, steps: Int) async throws -> ConformanceFailure? {
        let clock = VirtualClock(startingAt: StoreUnderTest.start)
        let store = try await makeStore(clock, seed)
        try await store.open()
        var walk = ModelWalk(StoreUnderTest(store: store, clock: clock))
        do {
            try await walk.run(seed: seed, steps: steps)
            return nil
        } catch let failure as ConformanceFailure {
            return failure
        }
    }
}
