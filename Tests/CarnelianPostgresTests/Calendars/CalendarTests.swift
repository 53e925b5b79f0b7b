import Carnelian
import CarnelianCore
import CarnelianPostgres
import LibPQ
import TestSupport
import Testing

/// Calendars in the database: shared with Java nodes, read once for each version of their row.
@Suite struct CalendarTests {
    private static let now: Int64 = 1_900_000_000_000

    private func trigger(_ name: String, calendar: String?) -> Trigger {
        Trigger(
            key: TriggerKey(name), job: JobKey("j"), kind: .every(.seconds(60)),
            startTime: Timestamp(milliseconds: Self.now), calendarName: calendar
        )
    }

    private func turn(_ fires: [FireIntent] = [], at now: Int64 = now) -> Turn {
        let now = Timestamp(milliseconds: now)
        return Turn(
            instance: "node", now: now, fires: fires, types: ["tests.work"], limit: 10, horizon: now,
            misfireBefore: now.advanced(by: .seconds(-3_600)))
    }

    /// Excludes minutes of the hour in which `now` lies.
    private func closed(_ minutes: ClosedRange<Int>) throws -> ExclusionCalendar {
        // 2030-03-17T17:46:40Z
        let times = TimeOfDay(hour: 17, minute: minutes.lowerBound)...TimeOfDay(hour: 17, minute: minutes.upperBound)
        return try .daily(excluding: ExclusionCalendar.DailyRange(times), zone: .utc)
    }

    @Test func aClaimCarriesItsCalendarInEveryVersion() async throws {
        try await PostgresFixture.run { fixture in
            let store = fixture.store
            let first = try closed(50...52)
            try await store.storeCalendar(first, named: "c", onConflict: .fail, updatingTriggers: false)
            try await store.store(jobs: [.sample("j")], triggers: [trigger("t", calendar: "c")], onConflict: .fail)
            var claim = try #require(try await store.turn(turn()).claimed.first)
            #expect(claim.calendar == first)
            _ = try await store.turn(turn([FireIntent(claim)]))
            // Another runtime writes the row; the next claim sees what it wrote.
            let second = try closed(53...59)
            let bytes = try second.javaStream().map { String(Int($0) + 256, radix: 16).dropFirst() }.joined()
            try await fixture.sql.execute("UPDATE qrtz_calendars SET calendar = '\\x\(bytes)'")
            claim = try #require(try await store.turn(turn(at: Self.now + 60_000)).claimed.first)
            #expect(claim.calendar == second)
            #expect(try await store.calendar("c") == second)
        }
    }

    /// Nothing is read a second time: the turn stays one round trip.
    @Test func anUnchangedCalendarIsReadOnce() async throws {
        try await PostgresFixture.run { fixture in
            let store = fixture.store
            try await store.storeCalendar(
                try closed(50...52), named: "c", onConflict: .fail, updatingTriggers: false)
            let triggers = (0..<3).map { trigger("t\($0)", calendar: "c") }
            try await store.store(jobs: [.sample("j")], triggers: triggers, onConflict: .fail)
            let claims = try await store.turn(turn()).claimed
            #expect(claims.count == 3)
            // Only a turn that does not read it can go on.
            try await fixture.sql.execute("ALTER TABLE qrtz_calendars RENAME COLUMN calendar TO hidden")
            let peer = try await store.turn(turn(claims.map { FireIntent($0) }))
            #expect(peer.fired.count == 3)
            let again = try await store.turn(turn(at: Self.now + 60_000)).claimed
            #expect(again.count == 3)
            #expect(again.allSatisfy { $0.calendar != nil })
        }
    }

    @Test func whoWaitsForAnUnknownCalendarGoesOnWhenItIsThere() async throws {
        try await PostgresFixture.run { fixture in
            let store = fixture.store
            try await store.storeCalendar(
                try closed(50...52), named: "c", onConflict: .fail, updatingTriggers: false)
            try await store.store(jobs: [.sample("j")], triggers: [trigger("t", calendar: "c")], onConflict: .fail)
            try await fixture.sql.execute("DELETE FROM qrtz_calendars")
            #expect(try await store.turn(turn()).claimed.isEmpty)
            let parked = try #require(try await store.trigger(TriggerKey("t")))
            #expect(parked.state == .error)
            #expect(parked.errorReason == "the calendar \"c\" is not stored")
            try await store.storeCalendar(
                try closed(50...52), named: "c", onConflict: .fail, updatingTriggers: false)
            #expect(try await store.resetFromError(TriggerKey("t")))
            #expect(try await store.turn(turn()).claimed.count == 1)
        }
    }

    @Test func aTriggerNeedsItsCalendar() async throws {
        try await PostgresFixture.run { fixture in
            let refusal = await #expect(throws: CarnelianError.self) {
                try await fixture.store.store(
                    jobs: [.sample("j")], triggers: [trigger("t", calendar: "nowhere")], onConflict: .fail)
            }
            #expect(refusal?.code == .notFound)
            #expect(refusal?.message.contains("nowhere") == true)
            let jobs = try await fixture.store.jobs(matching: .any)
            #expect(jobs.isEmpty)
        }
    }

    @Test func replacingGivesClaimsBackAndMovesTriggers() async throws {
        try await PostgresFixture.run { fixture in
            let store = fixture.store
            try await store.storeCalendar(
                try closed(0...1), named: "c", onConflict: .fail, updatingTriggers: false)
            try await store.store(
                jobs: [.sample("j")], triggers: [trigger("t", calendar: "c"), trigger("free", calendar: nil)],
                onConflict: .fail)
            let early = Turn(
                instance: "node", now: Timestamp(milliseconds: Self.now - 10_000), types: ["tests.work"], limit: 10,
                horizon: Timestamp(milliseconds: Self.now), misfireBefore: Timestamp(milliseconds: 1))
            let claims = try await store.turn(early).claimed
            #expect(claims.count == 2)
            try await store.storeCalendar(
                try closed(46...51), named: "c", onConflict: .replace, updatingTriggers: true)
            let moved = try #require(try await store.trigger(TriggerKey("t")))
            #expect(moved.state == .waiting)
            // The first slot past 17:51.
            #expect(moved.trigger.nextFireTime == Timestamp(milliseconds: Self.now + 5 * 60_000 + 0))
            let result = try await store.turn(turn(claims.map { FireIntent($0) }))
            #expect(result.fired.map(\.trigger.key.name) == ["free"])
            #expect(result.dropped.count == 1)
        }
    }
}
