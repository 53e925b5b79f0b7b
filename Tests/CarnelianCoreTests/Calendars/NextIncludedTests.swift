import CarnelianCore
import Testing

/// Holds the search for the next included time against the question whether single times are included.
struct NextIncludedTests {
    @Test(arguments: [
        "UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "America/St_Johns",
        "Africa/Cairo", "Asia/Beirut", "Pacific/Apia", "Atlantic/Azores",
    ])
    func nothingBeforeItIsIncluded(identifier: String) throws {
        let zone = try TimeZoneRules(identifier)
        let calendars = try ExclusionCalendar.samples(zone: zone)
        var random = SeededGenerator(11)
        for transition in zone.transitions.shuffled(using: &random).prefix(40) + [1_767_225_600] {
            for calendar in calendars {
                let from = transition * 1_000 + .random(in: -200_000_000..<100_000_000, using: &random)
                let next = try #require(calendar.nextIncluded(from: Timestamp(milliseconds: from))).milliseconds
                #expect(calendar.includes(Timestamp(milliseconds: next)), "\(calendar) \(from)")
                guard next > from else { continue }
                var probes = (0..<30).map { _ in Int64.random(in: from..<next, using: &random) }
                probes += [from, next - 1] + stride(from: from, to: next, by: 900_000)
                for probe in probes {
                    #expect(!calendar.includes(Timestamp(milliseconds: probe)), "\(calendar) \(from) \(probe)")
                }
            }
        }
    }
}

extension ExclusionCalendar {
    /// One calendar of every kind, and chains of them.
    static func samples(zone: TimeZoneRules) throws -> [ExclusionCalendar] {
        let dates = try ["2017-10-15", "2026-01-01", "2026-01-02", "2024-03-31"].map { try CalendarDate($0) }
        var samples = [
            try ExclusionCalendar(.none),
            try .annual(excluding: [.init(month: 1, day: 1), .init(month: 3, day: 31)], zone: zone),
            try .cron(excluding: CronExpression("* * 0-3,20-23 ? * *"), zone: zone),
            try .cron(excluding: CronExpression("0-40 5/2 * 1-15 * ?"), zone: zone),
            try .daily(excluding: .init(start: 3_600_000, end: 10_000_000), zone: zone),
            try .daily(excluding: .init(start: 0, end: 5_400_500, isInverted: true), zone: zone),
            try .daily(excluding: .init(start: 84_600_000, end: 86_399_999), zone: zone),
            try .holidays(dates, zone: zone),
            try .monthly(excluding: [1, 2, 15, 31], zone: zone),
            try .weekly(zone: zone),
        ]
        for index in 1..<samples.count {
            samples.append(
                try ExclusionCalendar(
                    samples[index].rule, base: samples[index % (samples.count - 1) + 1], zone: zone))
        }
        return samples
    }
}
