import CarnelianCore
import Foundation
import Testing

/// What a cron schedule does at gaps and overlaps, under each policy and as Quartz (no policy).
struct CronClockChangeTests {
    static let policies: [ClockChangePolicy?] =
        [nil]
        + ClockChangePolicy.Gap.allCases.flatMap { gap in
            ClockChangePolicy.Overlap.allCases.map { ClockChangePolicy(gap: gap, overlap: $0) }
        }

    @Test(
        arguments: [
            (.skip, "2026-03-30T00:30:00.000Z"),
            (.fireAtTransition, "2026-03-29T01:00:00.000Z"),
        ] as [(ClockChangePolicy.Gap, String)])
    func aSkippedTime(gap: ClockChangePolicy.Gap, fires: String) throws {
        for overlap in ClockChangePolicy.Overlap.allCases {
            let policy = ClockChangePolicy(gap: gap, overlap: overlap)
            #expect(try next("0 30 2 * * ?", "2026-03-28T12:00:00+01:00", "Europe/Berlin", policy) == fires)
            #expect(
                try next("0 30 2 * * ?", "2026-03-29T03:00:00+02:00", "Europe/Berlin", policy)
                    == "2026-03-30T00:30:00.000Z")
        }
    }

    @Test func allSkippedTimesAndTheOneAtTheTransitionMakeOneFire() throws {
        let policy = ClockChangePolicy(gap: .fireAtTransition, overlap: .both)
        var time = "2026-03-29T01:40:00+01:00"
        var fires: [String] = []
        for _ in 0..<4 {
            time = try #require(try next("0 0/15 * * * ?", time, "Europe/Berlin", policy))
            fires.append(String(time.dropFirst(11).prefix(5)))
        }
        #expect(fires == ["00:45", "01:00", "01:15", "01:30"])
    }

    @Test(
        arguments: [
            (.first, "2026-10-25T00:30:00.000Z", "2026-10-26T01:30:00.000Z"),
            (.second, "2026-10-25T01:30:00.000Z", "2026-10-25T01:30:00.000Z"),
            (.both, "2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z"),
        ] as [(ClockChangePolicy.Overlap, String, String)])
    func aRepeatedTime(overlap: ClockChangePolicy.Overlap, fires: String, afterFirstPass: String) throws {
        for gap in ClockChangePolicy.Gap.allCases {
            let policy = ClockChangePolicy(gap: gap, overlap: overlap)
            #expect(try next("0 30 2 * * ?", "2026-10-24T12:00:00+02:00", "Europe/Berlin", policy) == fires)
            #expect(try next("0 30 2 * * ?", "2026-10-25T02:30:00+02:00", "Europe/Berlin", policy) == afterFirstPass)
            #expect(
                try next("0 30 2 * * ?", "2026-10-25T02:30:00+01:00", "Europe/Berlin", policy)
                    == "2026-10-26T01:30:00.000Z")
        }
    }

    @Test func aMatchThatIsOverInTheYearsListStillHasItsSecondPass() throws {
        let both = ClockChangePolicy(gap: .skip, overlap: .both)
        let once = "0 30 2 25 10 ? 2026"
        #expect(
            try next(once, "2026-10-25T02:45:00+02:00", "Europe/Berlin", both) == "2026-10-25T01:30:00.000Z")
        #expect(try next(once, "2026-10-25T02:30:00+01:00", "Europe/Berlin", both) == nil)
        let skipped = "0 30 2 29 3 ? 2026"
        #expect(try next(skipped, "2026-01-01T00:00:00Z", "Europe/Berlin", both) == nil)
        let moved = ClockChangePolicy(gap: .fireAtTransition, overlap: .both)
        #expect(try next(skipped, "2026-01-01T00:00:00Z", "Europe/Berlin", moved) == "2026-03-29T01:00:00.000Z")
        #expect(try next(skipped, "2026-03-29T01:00:00Z", "Europe/Berlin", moved) == nil)
    }

    @Test func aSkippedDayFiresOnceAtItsEnd() throws {
        // Samoa had no 30 December 2011.
        let policy = ClockChangePolicy(gap: .fireAtTransition, overlap: .both)
        #expect(
            try next("0 0 12 * * ?", "2011-12-29T12:00:00-10:00", "Pacific/Apia", policy) == "2011-12-30T10:00:00.000Z")
        #expect(
            try next("0 0 12 * * ?", "2011-12-30T10:00:00Z", "Pacific/Apia", policy) == "2011-12-30T22:00:00.000Z")
        #expect(
            try next("0 0 12 30 12 ?", "2011-12-01T00:00:00Z", "Pacific/Apia", policy) == "2011-12-30T10:00:00.000Z")
        #expect(
            try next("0 0 12 30 12 ?", "2011-12-01T00:00:00Z", "Pacific/Apia", nil) == "2012-12-29T22:00:00.000Z")
    }

    /// Every change of every zone from 1970 to 2100: the fires around it are those that the rule of each policy gives,
    /// each after the one before.
    @Test(arguments: 0..<8)
    func everyChangeOfEveryZone(part: Int) throws {
        let rule = WalkedRule.everyHalfHour
        var wrong: [String] = []
        let expression = try CronExpression(rule.text)
        for (index, zone) in Self.distinctZones.enumerated() where index % 8 == part {
            for transition in zone.transitions where transition < Self.year2100 {
                for policy in Self.policies {
                    let fires = ModelledFires(rule: rule, zone: zone, policy: policy)
                    let window = (transition - 5_400)...(transition + 7_200)
                    let expected = fires.atMultiples(of: 1_800, in: window)
                    let found = times(of: expression, in: window, zone: zone, policy: policy)
                    guard found != expected else { continue }
                    wrong.append("\(zone) at \(transition), \(policy.debugDescription): \(found), not \(expected)")
                }
            }
        }
        #expect(wrong.isEmpty, "\(wrong.prefix(3))")
    }

    @Test(arguments: policies)
    func randomRulesAroundRandomChanges(policy: ClockChangePolicy?) throws {
        var random = SeededGenerator(11)
        for _ in 0..<60 {
            let zone = try #require(Self.distinctZones.randomElement(using: &random))
            guard let transition = zone.transitions.randomElement(using: &random) else { continue }
            let rule = WalkedRule.random(using: &random, secondsToo: false, everyDay: true)
            let window = (transition - 40_000)...(transition + 90_000)
            let expected = ModelledFires(rule: rule, zone: zone, policy: policy).byMinutes(in: window)
            let found = times(of: try CronExpression(rule.text), in: window, zone: zone, policy: policy)
            let difference = found.difference(from: expected)
            #expect(difference.isEmpty, "\(rule.text) in \(zone) at \(transition)")
        }
    }

    /// From any instant, also from within a gap's or an overlap's hours, the next fire is the model's first one after it.
    @Test(arguments: policies)
    func fromAnyInstant(policy: ClockChangePolicy?) throws {
        var random = SeededGenerator(12)
        for identifier in ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"] {
            let zone = try TimeZoneRules(identifier)
            for _ in 0..<40 {
                guard let transition = zone.transitions.randomElement(using: &random) else { continue }
                let rule = WalkedRule.random(using: &random, secondsToo: false, everyDay: true)
                let after = transition + Int64.random(in: -7_500...7_500, using: &random)
                let model = ModelledFires(rule: rule, zone: zone, policy: policy)
                let expected = model.byMinutes(in: after + 1...after + 90_000, from: after + 1).first
                let found = try CronExpression(rule.text).next(
                    after: Timestamp(milliseconds: after * 1_000), in: zone, clockChanges: policy)
                if let expected {
                    #expect(found?.milliseconds == expected * 1_000, "\(rule.text) in \(zone) after \(after)")
                } else {
                    #expect((found?.milliseconds ?? .max) > (after + 90_000) * 1_000)
                }
            }
        }
    }

    private static let year2100: Int64 = 4_102_444_800

    /// The zones of the tz database, one for each history.
    private static let distinctZones: [TimeZoneRules] = {
        var histories: Set<[Int64]> = []
        return identifiers.compactMap { try? TimeZoneRules($0) }.filter { zone in
            let offsets = zone.transitions.map { zone.local(utc: $0) - $0 }
            return histories.insert([zone.local(utc: 0)] + zone.transitions + offsets).inserted
        }
    }()

    /// What Foundation lists, and the tz database's zones that it knows and does not list; links are left to it.
    private static let identifiers: [String] =
        TimeZone.knownTimeZoneIdentifiers
        + [
            "Asia/Kolkata", "CET", "CST6CDT", "EET", "EST", "EST5EDT", "HST", "MET", "MST", "MST7MDT", "PST8PDT", "WET",
            "Etc/GMT", "Etc/UTC",
        ] + (1...12).map { "Etc/GMT+\($0)" } + (1...14).map { "Etc/GMT-\($0)" }

    @Test func everyZoneIsThere() {
        let unknown = Self.identifiers.filter { (try? TimeZoneRules($0)) == nil }
        #expect(unknown.isEmpty)
        #expect(Self.identifiers.count > 450)
        #expect(Self.distinctZones.count > 250)
    }

    private func times(
        of expression: CronExpression, in window: ClosedRange<Int64>, zone: TimeZoneRules, policy: ClockChangePolicy?
    ) -> [Int64] {
        var times: [Int64] = []
        var time = Timestamp(milliseconds: window.lowerBound * 1_000 - 1)
        while let next = expression.next(after: time, in: zone, clockChanges: policy) {
            guard next > time else { return times + [-1] }
            guard next.milliseconds <= window.upperBound * 1_000 else { break }
            times.append(next.milliseconds / 1_000)
            time = next
        }
        return times
    }

    private func next(
        _ text: String, _ after: String, _ zone: String, _ policy: ClockChangePolicy?
    ) throws -> String? {
        let after = try #require(Timestamp(iso8601: after))
        return try CronExpression(text).next(after: after, in: TimeZoneRules(zone), clockChanges: policy)?.description
    }
}
