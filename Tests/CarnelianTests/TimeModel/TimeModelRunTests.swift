import Carnelian
import CarnelianCore
import CarnelianTesting
import Synchronization
import Testing

/// Fixed delays, jitter and calendars, seen from the jobs of a cluster.
@Suite(.timeLimit(.minutes(5))) struct TimeModelRunTests {
    /// When runs began and ended, and how many went on at a time.
    private final class Runs: Sendable {
        struct State {
            var running = 0
            var most = 0
            var begins: [Timestamp] = []
            var ends: [Timestamp] = []
        }

        let state = Mutex(State())
        let clock = Mutex<VirtualClock?>(nil)

        var all: State { state.withLock { $0 } }

        func run(_ context: JobContext, lasting duration: Duration) async throws {
            state.withLock { state in
                state.running += 1
                state.most = max(state.most, state.running)
                state.begins.append(context.fireTime)
            }
            let clock = clock.withLock { $0 }
            try await clock?.sleep(for: duration)
            state.withLock { state in
                state.running -= 1
                if let clock { state.ends.append(clock.now()) }
            }
        }
    }

    @Test func aFixedDelayCountsFromTheEndAndNeverOverlaps() async throws {
        let runs = Runs()
        try await withTestCluster(of: 3, startingAt: "2026-03-10T00:00:00Z", configuration: .forVirtualTime) {
            JobRegistration("poll") { try await runs.run($0, lasting: .seconds(7 + runs.all.begins.count)) }
        } perform: { cluster in
            runs.clock.withLock { $0 = cluster.clock }
            try await cluster[0].scheduler.schedule("poll", on: .afterEachRun(.seconds(20), times: 6))
            await cluster.clock.advance(by: .seconds(400))
            #expect(try await cluster.store.triggers(matching: .group(.any)).isEmpty, "six runs were asked for")
        }
        let all = runs.all
        #expect(all.most == 1)
        #expect(all.begins.count == 6)
        for (end, begin) in zip(all.ends, all.begins.dropFirst()) {
            #expect(end.duration(to: begin) == .seconds(20))
        }
    }

    @Test func aFixedDelayGoesOnAfterItsNodeDied() async throws {
        let runs = Runs()
        try await withTestCluster(of: 2, startingAt: "2026-03-10T00:00:00Z") {
            JobRegistration("poll") {
                try await runs.run($0, lasting: runs.all.begins.isEmpty ? .seconds(86_400) : .seconds(5))
            }
        } perform: { cluster in
            runs.clock.withLock { $0 = cluster.clock }
            try await cluster[1].scheduler.schedule("poll", on: .afterEachRun(.seconds(10)))
            await cluster.clock.advance(by: .seconds(2))
            let victim = try #require(cluster.nodes.first { !$0.scheduler.executing.isEmpty })
            victim.kill()
            await cluster.clock.advance(by: .seconds(90))
        }
        let begins = runs.all.begins
        #expect(begins.count >= 4)
        let first = try #require(begins.dropFirst().first)
        #expect((30...50).contains(begins[0].duration(to: first) / .seconds(1)), "recovered, then a delay: \(begins)")
        for (earlier, later) in zip(begins.dropFirst(), begins.dropFirst(2)) {
            #expect(earlier.duration(to: later) == .seconds(15))
        }
    }

    @Test func jitterIsTheSameOnEveryNode() async throws {
        func times(nodes: Int) async throws -> [Timestamp] {
            let times = Recorder<Timestamp>()
            try await withTestCluster(
                of: nodes, startingAt: "2026-03-10T00:00:00Z", configuration: .forVirtualTime
            ) {
                JobRegistration("spread") { times.record($0.fireTime) }
            } perform: { cluster in
                for node in cluster.nodes {
                    try await node.scheduler.schedule("spread", on: .cron("0/10 * * * * ?").jitter(.seconds(8)))
                }
                await cluster.clock.advance(by: .seconds(205))
            }
            return times.all
        }
        let alone = try await times(nodes: 1)
        let together = try await times(nodes: 3)
        #expect(alone == together)
        #expect((20...21).contains(alone.count))
        let offsets = alone.map { $0.milliseconds % 10_000 }
        #expect(offsets.allSatisfy { $0 < 8_000 })
        #expect(Set(offsets).count > 16, "the fires spread")
    }

    @Test func aCalendarKeepsJobsFromRunning() async throws {
        let days = Recorder<String>()
        try await withTestScheduler(startingAt: "2026-12-23T12:00:00+01:00", configuration: .forLongSpans) {
            JobRegistration("bill") { days.record(String("\($0.scheduledFireTime)".prefix(10))) }
        } perform: { scheduler, clock in
            let berlin = try TimeZoneRules("Europe/Berlin")
            let weekend = try ExclusionCalendar.weekly(zone: berlin)
            let closed = try ExclusionCalendar.holidays(
                [try CalendarDate("2026-12-25"), try CalendarDate("2027-01-01")], zone: berlin, base: weekend)
            try await scheduler.store(calendar: closed, named: "closed")
            try await scheduler.schedule(
                "bill", on: .every(1, .day, in: "Europe/Berlin", startingAt: clock.now()).calendar("closed"))
            try await clock.advance(to: "2026-12-29T18:00:00+01:00")
            #expect(days.all == ["2026-12-23", "2026-12-24", "2026-12-28", "2026-12-29"])
            let error = await #expect(throws: CarnelianError.self) { try await scheduler.removeCalendar("closed") }
            #expect(error?.code == .inUse)
            // From now on Thursdays are closed too; the trigger that waits for its next time follows.
            try await scheduler.store(calendar: try .weekly(excluding: [1, 5, 7], zone: berlin), named: "closed")
            try await clock.advance(to: "2027-01-04T18:00:00+01:00")
            #expect(days.all.suffix(3) == ["2026-12-30", "2027-01-01", "2027-01-04"])
            #expect(try await scheduler.calendarNames() == ["closed"])
            #expect(try await scheduler.calendar("closed")?.base == nil)
            try await scheduler.unschedule(TriggerKey("bill"))
            #expect(try await scheduler.removeCalendar("closed"))
            #expect(try await !scheduler.removeCalendar("closed"))
        }
    }
}

extension Scheduler.Configuration {
    /// Looks around as rarely as it may, so that weeks of a virtual clock pass quickly.
    static var forLongSpans: Scheduler.Configuration {
        Scheduler.Configuration(
            misfireThreshold: .seconds(3_600), checkInInterval: .seconds(600), checkInGrace: .seconds(600),
            pollInterval: .seconds(600))
    }
}
