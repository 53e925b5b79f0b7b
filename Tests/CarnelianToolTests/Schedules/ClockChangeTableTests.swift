import CarnelianTool
import Testing

/// The tables of clock changes in the article on triggers, row by row: Europe/Berlin, 02:30, in 2027.
struct ClockChangeTableTests {
    private static let spring = ["--after", "2027-03-27T23:00:00Z"]
    private static let autumn = ["--after", "2027-10-30T22:00:00Z"]

    @Test(arguments: [
        (["--cron", "0 30 2 * * ?"], ["29T02:30:00+02", "30T02:30:00+02"]),
        (
            ["--calendar-interval", "hour", "--start", "2027-03-27T23:30:00Z"],
            ["28T00:30:00+01", "28T01:30:00+01", "28T03:30:00+02"]
        ),
        (["--calendar-interval", "day", "--start", "2027-03-27T01:30:00Z"], ["28T01:30:00+01", "29T01:30:00+02"]),
        (["--calendar-interval", "week", "--start", "2027-03-21T01:30:00Z"], ["28T01:30:00+01"]),
        (
            ["--calendar-interval", "day", "--preserve-hour-of-day", "--start", "2027-03-27T01:30:00Z"],
            ["28T03:30:00+02", "29T02:30:00+02"]
        ),
        (
            [
                "--calendar-interval", "day", "--preserve-hour-of-day", "--skip-day-if-hour-does-not-exist",
                "--start", "2027-03-27T01:30:00Z",
            ], ["29T02:30:00+02", "30T02:30:00+02"]
        ),
        (["--calendar-interval", "month", "--start", "2027-02-28T01:30:00Z"], ["28T03:30:00+02", "28T03:30:00+02"]),
        (["--calendar-interval", "year", "--start", "2026-03-28T01:30:00Z"], ["28T03:30:00+02", "28T03:30:00+02"]),
        (["--daily-interval", "hour"], ["28T01:00:00+01", "28T03:00:00+02"]),
        (
            ["--daily-interval", "hour", "--from", "02:30", "--to", "03:30"],
            ["28T03:30:00+02", "29T03:30:00+02", "30T02:30:00+02"]
        ),
        (["--rrule", "FREQ=DAILY", "--start", "2027-01-01T01:30:00Z"], ["28T03:30:00+02", "29T02:30:00+02"]),
    ])
    func aGapWithoutAPolicy(options: [String], times: [String]) async throws {
        try await expect(options + Self.spring, times)
    }

    @Test(arguments: [
        (["--cron", "0 30 2 * * ?"], ["31T02:30:00+01", "01T02:30:00+01"]),
        (["--cron", "0 0/30 1-3 * * ?"], ["31T01:00:00+02", "31T01:30:00+02", "31T02:00:00+01", "31T02:30:00+01"]),
        (
            ["--calendar-interval", "hour", "--start", "2027-10-30T23:30:00Z"],
            ["31T01:30:00+02", "31T02:30:00+02", "31T02:30:00+01"]
        ),
        (["--calendar-interval", "day", "--start", "2027-10-30T00:30:00Z"], ["31T02:30:00+02", "01T02:30:00+01"]),
        (["--calendar-interval", "week", "--start", "2027-10-24T00:30:00Z"], ["31T02:30:00+02"]),
        (["--calendar-interval", "2 months", "--start", "2027-08-31T00:30:00Z"], ["31T02:30:00+01"]),
        (["--calendar-interval", "year", "--start", "2026-10-31T01:30:00Z"], ["31T02:30:00+01"]),
        (
            ["--daily-interval", "hour"],
            ["31T01:00:00+02", "31T02:00:00+02", "31T02:00:00+01", "31T03:00:00+01"]
        ),
        (["--daily-interval", "hour", "--from", "02:30", "--to", "03:30"], ["31T02:30:00+01", "31T03:30:00+01"]),
        (["--rrule", "FREQ=DAILY", "--start", "2027-01-01T01:30:00Z"], ["31T02:30:00+02", "01T02:30:00+01"]),
        (
            ["--rrule", "FREQ=HOURLY", "--start", "2027-01-01T01:30:00Z", "--after", "2027-10-30T23:30:00Z"],
            ["31T02:30:00+02", "31T02:30:00+01"]
        ),
    ])
    func anOverlapWithoutAPolicy(options: [String], times: [String]) async throws {
        try await expect(Self.autumn + options, times)
    }

    @Test(arguments: [
        ["--cron", "0 30 2 * * ?"], ["--calendar-interval", "day"], ["--rrule", "FREQ=DAILY"],
        ["--daily-interval", "hour", "--from", "02:30", "--to", "03:00"],
    ])
    func everyKindDoesTheSameUnderAPolicy(options: [String]) async throws {
        let isAnchored = options[0] == "--calendar-interval" || options[0] == "--rrule"
        for overlap in ["first", "second", "both"] {
            for gap in ["skip", "fire-at-transition"] {
                let start = isAnchored ? ["--start", "2027-03-27T01:30:00Z"] : []
                let policy = ["--gap", gap, "--overlap", overlap]
                let first = gap == "skip" ? [] : ["28T03:00:00+02"]
                try await expect(options + start + policy + Self.spring, first + ["29T02:30:00+02", "30T02:30:00+02"])
            }
            let start = isAnchored ? ["--start", "2027-10-30T00:30:00Z"] : []
            let passes = [("first", "31T02:30:00+02"), ("second", "31T02:30:00+01")]
            let times = passes.filter { overlap == "both" || $0.0 == overlap }.map(\.1)
            let policy = ["--gap", "skip", "--overlap", overlap]
            try await expect(options + start + policy + Self.autumn, times + ["01T02:30:00+01"])
        }
    }

    /// Days and offsets of the first times that `carnelian next` prints.
    private func expect(_ options: [String], _ times: [String]) async throws {
        let outcome = try await Tool.run(
            ["next", "--zone", "Europe/Berlin", "--count", "\(times.count)", "--json"] + options)
        let printed = try outcome.json()[name: "times"]?.elements.compactMap(\.string) ?? []
        #expect(printed.map { String($0.dropFirst(8).dropLast(3)) } == times, "\(options) \(outcome.errors)")
    }
}
