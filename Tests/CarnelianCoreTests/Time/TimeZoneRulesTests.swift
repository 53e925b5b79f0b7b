import CarnelianCore
import Foundation
import Testing

struct TimeZoneRulesTests {
    static let zones = [
        "UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Kathmandu",
        "Pacific/Apia", "Africa/Casablanca", "America/St_Johns", "Asia/Tokyo", "Pacific/Chatham", "Antarctica/Troll",
    ]

    @Test(arguments: zones)
    func offsetsAreThoseOfTheSystem(identifier: String) throws {
        let rules = try TimeZoneRules(identifier)
        let zone = try #require(TimeZone(identifier: identifier))
        var random = SeededGenerator(3)
        var instants = (0..<2_000).map { _ in Int64.random(in: 0..<7_258_118_400, using: &random) }
        for transition in rules.transitions { instants += [transition - 1, transition, transition + 1] }
        let wrong = instants.filter { second in
            let expected = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
            return rules.offset(at: Timestamp(milliseconds: second * 1_000)) != expected
        }
        #expect(wrong.isEmpty)
    }

    @Test(arguments: zones)
    func everyInstantIsAmongThoseOfItsLocalTime(identifier: String) throws {
        let rules = try TimeZoneRules(identifier)
        var random = SeededGenerator(4)
        var instants = (0..<2_000).map { _ in Int64.random(in: 0..<7_258_118_400, using: &random) }
        for transition in rules.transitions {
            instants += (0..<8).map { _ in transition + Int64.random(in: -7_200...7_200, using: &random) }
        }
        let lost = instants.filter { utc in
            switch rules.instants(local: rules.local(utc: utc)) {
            case .once(let only): only != utc
            case .twice(let first, let second): first >= second || (first != utc && second != utc)
            case .gap: true
            }
        }
        #expect(lost.isEmpty)
    }

    @Test func gapsAndOverlapsAreExplicit() throws {
        let berlin = try TimeZoneRules("Europe/Berlin")
        func local(_ month: Int, _ day: Int, _ hour: Int, _ minute: Int) -> Int64 {
            CivilDateTime(year: 2026, month: month, day: day, hour: hour, minute: minute).localSeconds
        }
        let gap = TimeZoneRules.LocalTime.gap(start: local(3, 29, 2, 0), end: local(3, 29, 3, 0))
        #expect(berlin.instants(local: local(3, 29, 2, 0)) == gap)
        #expect(berlin.instants(local: local(3, 29, 2, 59)) == gap)
        #expect(berlin.instants(local: local(3, 29, 1, 59)) == .once(utc: local(3, 29, 0, 59)))
        #expect(berlin.instants(local: local(3, 29, 3, 0)) == .once(utc: local(3, 29, 1, 0)))
        let overlap = TimeZoneRules.LocalTime.twice(first: local(10, 25, 0, 30), second: local(10, 25, 1, 30))
        #expect(berlin.instants(local: local(10, 25, 2, 30)) == overlap)
        #expect(berlin.instants(local: local(10, 25, 3, 0)) == .once(utc: local(10, 25, 2, 0)))
    }

    @Test func aDayMayBeMissing() throws {
        let apia = try TimeZoneRules("Pacific/Apia")
        let noon = CivilDateTime(year: 2011, month: 12, day: 30, hour: 12).localSeconds
        let start = CivilDateTime(year: 2011, month: 12, day: 30).localSeconds
        #expect(apia.instants(local: noon) == .gap(start: start, end: start + 86_400))
    }

    @Test(arguments: [
        ("UTC", 0), ("GMT", 0), ("GMT0", 0), ("GMT+02:00", 7_200), ("GMT-5", -18_000), ("GMT+0530", 19_800),
        ("GMT+5:45", 20_700),
        ("Etc/GMT+5", -18_000), ("EST", -18_000),
    ])
    func fixedOffsets(identifier: String, offset: Int) throws {
        let rules = try TimeZoneRules(identifier)
        #expect(rules.identifier == identifier)
        #expect(rules.offset(at: Timestamp(milliseconds: 1_795_355_820_000)) == offset)
        #expect(rules.transitions.isEmpty)
    }

    @Test(arguments: [
        "", "Mars/Phobos", "europe/berlin", "GMT+", "GMT+24", "GMT+1:5", "GMT+12345", "GMT+2x", "UTC+2", "+02:00", "Z",
        "Europe/Berlin ", "GMT+١",
    ])
    func unknownIdentifiersAreRejected(identifier: String) {
        let error = #expect(throws: CarnelianError.self) { try TimeZoneRules(identifier) }
        #expect(error?.code == .invalidSyntax)
        #expect(error?.message.contains("\"\(identifier)\"") == true)
    }

    @Test func rulesAreSharedAndEqualByIdentifier() throws {
        #expect(try TimeZoneRules("Europe/Berlin") == TimeZoneRules("Europe/Berlin"))
        #expect(try TimeZoneRules("UTC") == .utc)
        #expect(try TimeZoneRules("Europe/Berlin") != TimeZoneRules("Europe/Paris"))
    }
}
