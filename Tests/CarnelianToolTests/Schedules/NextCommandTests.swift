import CarnelianTool
import Testing

/// `carnelian next` with a schedule in options.
struct NextCommandTests {
    @Test(arguments: [
        (
            ["--calendar-interval", "1 month", "--start", "2027-01-31T08:00:00Z"],
            ["2027-01-31T08:00:00Z", "2027-02-28T08:00:00Z", "2027-03-28T08:00:00Z"]
        ),
        (
            [
                "--calendar-interval", "day", "--zone", "Europe/Berlin", "--preserve-hour-of-day", "--start",
                "2027-03-27T01:30:00Z",
            ],
            ["2027-03-27T02:30:00+01:00", "2027-03-28T03:30:00+02:00", "2027-03-29T02:30:00+02:00"]
        ),
        (
            [
                "--daily-interval", "15 minutes", "--from", "09:00", "--to", "9:15", "--days", "mon-wed,5", "--zone",
                "Europe/Berlin", "--after", "2027-01-06T00:00:00Z",
            ],
            ["2027-01-06T09:00:00+01:00", "2027-01-06T09:15:00+01:00", "2027-01-07T09:00:00+01:00"]
        ),
        (
            ["--rrule", "RRULE:FREQ=MONTHLY;BYDAY=-1FR", "--start", "2027-01-01T08:00:00Z"],
            ["2027-01-29T08:00:00Z", "2027-02-26T08:00:00Z", "2027-03-26T08:00:00Z"]
        ),
        (
            ["--delay", "10s", "--times", "2", "--start", "2027-01-01T08:00:00Z"],
            ["2027-01-01T08:00:00Z", "2027-01-01T08:00:10Z"]
        ),
        (["--at", "2127-01-01T08:00:00Z"], ["2127-01-01T08:00:00Z"]),
        (
            ["--every", "1h", "--times", "9", "--start", "2027-01-01T00:00:00Z", "--after", "2027-01-01T07:00:00Z"],
            ["2027-01-01T08:00:00Z"]
        ),
        (
            [
                "--cron", "0 30 2 * * ?", "--zone", "Europe/Berlin", "--gap", "fire-at-transition", "--overlap",
                "first", "--after", "2027-03-27T02:00:00Z",
            ],
            ["2027-03-28T03:00:00+02:00", "2027-03-29T02:30:00+02:00", "2027-03-30T02:30:00+02:00"]
        ),
    ])
    func printsTheTimesOfEveryKind(options: [String], times: [String]) async throws {
        let outcome = try await Tool.run(["next", "--count", "3"] + options)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.outputLines.map { String($0.prefix { $0 != " " }) } == times)
        let json = try await Tool.run(["next", "--count", "3", "--json"] + options).json()
        #expect(json[name: "times"] == .array(times.map { .string($0) }))
    }

    @Test func notesWhatClockChangesDo() async throws {
        let daily = ["next", "--cron", "0 30 2 * * ?", "--zone", "Europe/Berlin", "--count", "1"]
        let skipped = try await Tool.run(daily + ["--after", "2027-03-27T12:00:00Z"])
        #expect(
            skipped.outputLines == [
                "2027-03-29T02:30:00+02:00  02:30 does not exist on 2027-03-28 in Europe/Berlin: skipped"
            ])
        let moved = try await Tool.run(
            daily + ["--after", "2027-03-27T12:00:00Z", "--gap", "fire-at-transition", "--overlap", "both", "--json"])
        let note: JSONValue = [
            "fireTime": 1_806_195_600_000, "effect": "moved", "localTime": "2027-03-28T02:30:00", "count": 1,
            "to": "2027-03-28T03:00:00", "text": "02:30 does not exist on 2027-03-28 in Europe/Berlin: moved to 03:00",
        ]
        #expect(try moved.json()[name: "notes"] == [note])
        let twice = FireTimesQuestion.answer(
            to:
                #"{"type":"cron","expression":"0 30 2 * * ?","timeZone":"Europe/Berlin","after":1824897600000,"count":2,"#
                + #""notes":true,"clockChanges":{"gap":"skip","overlap":"both"}}"#)
        let effects = twice[name: "notes"]?.elements.map { $0[name: "effect"] }
        #expect(effects == ["firstPass", "secondPass"], "\(twice.text)")
    }

    @Test func takesACalendarFromAFile() async throws {
        let file = try await Shell.run(
            #"file=$(mktemp) && echo '{"type":"weekly","days":[1,7],"timeZone":"UTC"}' > "$file" && printf %s "$file""#)
        let options = ["next", "--cron", "0 0 12 * * ?", "--after", "2027-01-01T12:00:00Z", "--count", "2"]
        let outcome = try await Tool.run(options + ["--calendar-file", file])
        #expect(outcome.outputLines == ["2027-01-04T12:00:00Z", "2027-01-05T12:00:00Z"])
        _ = try await Shell.run("echo oops > \(file)")
        let bad = try await Tool.run(options + ["--calendar-file", file])
        #expect(bad.status == 1 && bad.errorLines.count == 1 && bad.errors.contains(file))
        _ = try await Shell.run("rm -f \(file)")
    }

    @Test func saysThatAScheduleIsOver() async throws {
        let outcome = try await Tool.run(["next", "--at", "2020-01-01T00:00:00Z"])
        #expect(outcome.status == 1 && outcome.output.isEmpty && outcome.errorLines.count == 1)
        let json = try await Tool.run(["next", "--at", "2020-01-01T00:00:00Z", "--json"]).json()
        #expect(json[name: "fireTimes"] == [])
    }
}
