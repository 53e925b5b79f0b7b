import CarnelianTool
import Testing

/// Triggers of every kind, stored in and shown from PostgreSQL.
struct TriggerKindTests {
    private static let start = ["--start", "2100-01-01T08:00:00Z"]

    @Test(
        arguments: [
            (
                ["--calendar-interval", "2 weeks", "--zone", "Europe/Berlin", "--preserve-hour-of-day"],
                [
                    ("type", "calendarInterval"), ("unit", "WEEK"), ("interval", 2), ("timeZone", "Europe/Berlin"),
                    ("preserveHourOfDay", true), ("skipDayIfHourDoesNotExist", false),
                    ("nextFireTime", "2100-01-01T08:00:00.000Z"),
                ], "every 2 weeks (Europe/Berlin)"
            ),
            (
                [
                    "--daily-interval", "15 minutes", "--from", "09:00", "--to", "17:30", "--days", "MON-WED", "--zone",
                    "Asia/Tokyo", "--times", "20",
                ],
                [
                    ("type", "dailyTimeInterval"), ("unit", "MINUTE"), ("interval", 15), ("startTimeOfDay", "09:00:00"),
                    ("endTimeOfDay", "17:30:00"), ("daysOfWeek", [2, 3, 4]), ("repeatCount", 19),
                    ("timeZone", "Asia/Tokyo"), ("nextFireTime", "2100-01-04T00:00:00.000Z"),
                ], "every 15 minutes, 09:00 to 17:30, MON-WED, 20 times (Asia/Tokyo)"
            ),
            (
                ["--rrule", "FREQ=MONTHLY;BYDAY=-1FR", "--zone", "America/New_York"],
                [
                    ("type", "recurrence"), ("rule", "FREQ=MONTHLY;BYDAY=-1FR"), ("timeZone", "America/New_York"),
                    ("nextFireTime", "2100-01-29T08:00:00.000Z"),
                ], "FREQ=MONTHLY;BYDAY=-1FR (America/New_York)"
            ),
            (
                ["--delay", "90s", "--times", "3"],
                [
                    ("type", "fixedDelay"), ("delay", 90_000), ("repeatCount", 2),
                    ("nextFireTime", "2100-01-01T08:00:00.000Z"),
                ], "90s after each run, 3 times"
            ),
        ] as [([String], [(String, JSONValue)], String)])
    func areStoredAndShown(options: [String], facts: [(String, JSONValue)], words: String) async throws {
        try await TestDatabase.run { database in
            try await database.succeed("job", "put", "k.j", "--type", "x", "--durable")
            let put = try await database.tool(["trigger", "put", "k.t", "--job", "k.j"] + Self.start + options)
            #expect(put.status == 0 && put.output.contains(words), "\(put.output)\(put.errors)")
            let shown = try await database.succeed("trigger", "show", "k.t", "--json").json()
            for (name, value) in facts { #expect(shown[name: name] == value, "\(name)") }
            #expect(try await database.succeed("trigger", "list").output.contains(words))
            let text = try await database.succeed("trigger", "show", "k.t").output
            #expect(text.contains(words))
        }
    }

    @Test func keepPoliciesThresholdsJitterAndCatchUp() async throws {
        try await TestDatabase.run { database in
            try await database.succeed("job", "put", "k.j", "--type", "x", "--durable")
            try await database.succeed(
                "trigger", "put", "k.t", "--job", "k.j", "--cron", "0 30 2 * * ?", "--zone", "Europe/Berlin", "--gap",
                "fire-at-transition", "--overlap", "both", "--misfire", "catch-up:12:1h", "--misfire-threshold", "0s",
                "--jitter", "30s")
            let shown = try await database.succeed("trigger", "show", "k.t", "--json").json()
            #expect(shown[name: "clockChanges"] == ["gap": "fireAtTransition", "overlap": "both"])
            #expect(shown[name: "misfire"] == "catch-up:12:1h" && shown[name: "misfireThreshold"] == 0)
            #expect(shown[name: "jitter"] == 30_000 && shown[name: "missed"] == .null)
            let text = try await database.succeed("trigger", "show", "k.t").output
            for words in ["gap fire-at-transition, overlap both", "catch-up:12:1h", "by more than 0ms", "up to 30s"] {
                #expect(text.contains(words), "\(words)")
            }
            // What a trigger does not say any more is gone.
            try await database.succeed("trigger", "put", "k.t", "--job", "k.j", "--cron", "0 30 2 * * ?")
            let plain = try await database.succeed("trigger", "show", "k.t", "--json").json()
            #expect(plain[name: "clockChanges"] == .null && plain[name: "misfireThreshold"] == .null)
            #expect(plain[name: "misfire"] == "smart" && plain[name: "jitter"] == 0)
        }
    }

    @Test func arePreviewed() async throws {
        try await TestDatabase.run { database in
            try await database.succeed("job", "put", "k.j", "--type", "x", "--durable")
            try await database.succeed("calendar", "put", "weekend", "--weekly", "SAT,SUN")
            try await database.succeed(
                "trigger", "put", "k.t", "--job", "k.j", "--calendar-interval", "day", "--start",
                "2100-01-01T08:00:00Z", "--calendar", "weekend")
            let next = try await database.succeed("next", "--trigger", "k.t", "--count", "2")
            // 1 January 2100 is a Friday.
            #expect(next.outputLines == ["2100-01-01T08:00:00Z", "2100-01-04T08:00:00Z"])
            let named = try await database.succeed(
                "next", "--cron", "0 0 8 * * ?", "--after", "2100-01-01T08:00:00Z", "--calendar", "weekend", "--count",
                "1")
            #expect(named.outputLines == ["2100-01-04T08:00:00Z"])
            for arguments in [["--trigger", "k.none"], ["--cron", "0 0 8 * * ?", "--calendar", "none"]] {
                let outcome = try await database.tool(["next"] + arguments)
                #expect(outcome.status == 1 && outcome.errorLines.count == 1 && outcome.errors.contains("none"))
            }
        }
    }

    @Test func areBackfilledOnce() async throws {
        try await TestDatabase.run { database in
            try await database.succeed("job", "put", "k.j", "--type", "x", "--durable")
            try await database.succeed(
                "trigger", "put", "k.t", "--job", "k.j", "--every", "1h", "--start", "2020-01-01T00:00:00Z",
                "--misfire",
                "next-keep-count", "--data", "k=v")
            let span = ["k.t", "--from", "2020-01-01T02:00:00Z", "--to", "2020-01-01T04:00:00Z"]
            func backfill(_ more: [String] = []) async throws -> JSONValue {
                let outcome = try await database.tool(["trigger", "backfill"] + span + ["--json"] + more)
                #expect(outcome.status == 0, "\(outcome.errors)")
                return try outcome.json()
            }
            let added: JSONValue = [
                "2020-01-01T02:00:00.000Z", "2020-01-01T03:00:00.000Z", "2020-01-01T04:00:00.000Z",
            ]
            let dry = try await backfill(["--dry-run"])
            #expect(dry[name: "times"] == added && dry[name: "dryRun"] == true)
            #expect(
                try await database.count("SELECT count(*) FROM qrtz_triggers WHERE trigger_group = 'BACKFILL'") == 0)
            #expect(try await backfill()[name: "times"] == added)
            #expect(
                try await database.count("SELECT count(*) FROM qrtz_triggers WHERE trigger_group = 'BACKFILL'") == 3)
            let again = try await backfill()
            #expect(again[name: "times"] == [] && again[name: "alreadyPresent"] == 3)
            let text = try await database.tool(["trigger", "backfill"] + span + ["--dry-run"])
            #expect(text.outputLines == ["Would add 0 fire times of trigger k.t; 3 more had been added already."])
            for (arguments, word) in [
                (["k.none", "--from", "2020-01-01T02:00:00Z", "--to", "2020-01-01T04:00:00Z"], "k.none"),
                (["k.t", "--from", "2020-01-01T02:00:00Z", "--to", "2021-01-01T04:00:00Z", "--max", "5"], "5"),
            ] {
                let outcome = try await database.tool(["trigger", "backfill"] + arguments)
                #expect(outcome.status == 1 && outcome.errorLines.count == 1 && outcome.errors.contains(word))
            }
        }
    }
}
