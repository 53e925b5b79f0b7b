import Testing

struct UsageTests {
    @Test(arguments: [
        ["nonsense"], ["--nonsense"], ["node", "--nonsense"], ["node", "--allow", "ftp"], ["node", "--allow", "sql,"],
        ["node", "--threads", "0"], ["node", "--batch", "x"], ["node", "--check-in-interval", "0s"],
        ["node", "--run-for", "5"], ["node", "--log-level", "loud"], ["job", "nonsense"], ["job", "put"],
        ["job", "put", "a.b"], ["job", "put", ".b", "--type", "x"], ["job", "put", "a", "--type", ""],
        ["job", "put", "a", "--type", "x", "--data", "novalue"], ["job", "show"], ["job", "delete"],
        ["trigger", "put", "a", "--job", "b"], ["trigger", "put", "a", "--every", "5s"],
        ["trigger", "put", "a", "--job", "b", "--every", "5s", "--at", "2026-01-01T00:00:00Z"],
        ["trigger", "put", "a", "--job", "b", "--every", "5"], ["trigger", "put", "a", "--job", "b", "--every", "0s"],
        ["trigger", "put", "a", "--job", "b", "--at", "tomorrow"],
        ["trigger", "put", "a", "--job", "b", "--at", "2026-01-01T00:00:00"],
        ["trigger", "put", "a", "--job", "b", "--every", "5s", "--times", "0"],
        ["trigger", "put", "a", "--job", "b", "--every", "5s", "--misfire", "do-nothing"],
        ["trigger", "put", "a", "--job", "b", "--cron", "0 0 0 * * ?", "--misfire", "next-keep-count"],
        ["trigger", "put", "a", "--job", "b", "--every", "5s", "--zone", "UTC"], ["trigger", "pause"],
        ["trigger", "pause", "a", "--all"], ["trigger", "list", "--state", "HAPPY"], ["next"],
        ["next", "--stdin", "--cron", "x"], ["next", "--cron", "0 0 0 * * ?", "--count", "0"],
        ["next", "--every", "5s", "--at", "2027-01-01T00:00:00Z"], ["next", "--stdin", "--zone", "UTC"],
        ["next", "--every", "5s", "--zone", "UTC"], ["next", "--rrule", "FREQ=DAILY", "--times", "3"],
        ["next", "--cron", "x", "--gap", "skip"], ["next", "--daily-interval", "3 fortnights"],
        ["next", "--calendar-interval", "day", "--from", "9:00"], ["next", "--daily-interval", "hour", "--days", "x"],
        ["next", "--calendar-interval", "day", "--skip-day-if-hour-does-not-exist"],
        ["next", "--cron", "x", "--calendar", "a", "--calendar-file", "b"], ["next", "--trigger", "a", "--stdin"],
        ["trigger", "put", "a", "--job", "b", "--delay", "5s", "--jitter", "1s"],
        ["trigger", "put", "a", "--job", "b", "--delay", "5s", "--misfire", "do-nothing"],
        ["trigger", "put", "a", "--job", "b", "--every", "5s", "--misfire", "catch-up:0:1h"],
        ["trigger", "put", "a", "--job", "b", "--every", "5s", "--jitter", "24h"],
        ["trigger", "put", "a", "--job", "b", "--every", "5s", "--misfire-threshold", "x"],
        ["trigger", "backfill", "a", "--from", "2027-01-01T00:00:00Z"],
        ["trigger", "backfill", "a", "--from", "2027-01-01T00:00:00Z", "--to", "2026-01-01T00:00:00Z"],
        ["calendar", "put", "a"], ["calendar", "put", "--weekly", "SAT"], ["calendar", "put", "a", "--weekly", "FUN"],
        ["calendar", "put", "a", "--weekly", "SAT", "--cron", "x"], ["calendar", "put", "a", "--daily", "22:00-06:00"],
        ["calendar", "put", "a", "--holiday", "2026-02-30"], ["calendar", "put", "a", "--annual", "02-30"],
        ["calendar", "put", "a", "--weekly", "SAT", "--update-triggers"], ["calendar", "show"], ["calendar", "delete"],
        ["calendar", "put", "a", "--weekly", "SAT", "--inverted"],
        ["import", "crontab"], ["import", "crontab", "x", "--system", "--user"], ["status", "--interval", "1s"],
        ["migrate", "--table-prefix", "a\"b"], ["migrate", "--scheduler", ""], ["demo", "--nodes", "1"],
    ])
    func sayInOneLineWhatIsWrong(arguments: [String]) async throws {
        let outcome = try await Tool.run(arguments)
        #expect(outcome.status == 64)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
        #expect(outcome.errors.hasPrefix("carnelian: ") && outcome.errors.contains("--help'"))
    }

    @Test(arguments: [
        ["next", "--cron", "0 0 12 * * MON"], ["next", "--cron", "* * * * *"],
        ["next", "--cron", "0 0 12 * * ?", "--zone", "Mars/Phobos"], ["import", "crontab", "/nonexistent/crontab"],
        ["next", "--rrule", "FREQ=SOMETIMES"], ["next", "--daily-interval", "3 days"],
        ["next", "--daily-interval", "25 hours"], ["next", "--calendar-interval", "0 days"],
        ["next", "--cron", "0 0 12 * * ?", "--calendar-file", "/nonexistent/calendar"],
        ["calendar", "put", "a", "--file", "/nonexistent/calendar"],
    ])
    func failWithStatusOneAndOneLine(arguments: [String]) async throws {
        let outcome = try await Tool.run(arguments)
        #expect(outcome.status == 1)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errorLines.count == 1)
    }

    @Test func anUnreachableDatabaseIsNamedWithAdviceAndWithoutSecrets() async throws {
        for arguments in [["status"], ["migrate"], ["job", "list"]] {
            let outcome = try await Tool.run(
                arguments, database: "postgresql://carnelian:secretword@127.0.0.1:1/none?connect_timeout=2")
            #expect(outcome.status == 1)
            #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
            #expect(outcome.errors.contains("--database-url"), "\(outcome.errors)")
            #expect(!outcome.errors.contains("secretword"))
        }
    }

    @Test func helpHasExamplesAndListsWhatExists() async throws {
        let help = try await Tool.run(["--help"])
        #expect(help.status == 0)
        #expect(help.output.contains("EXAMPLES"))
        for name in ["demo", "migrate", "node", "job", "trigger", "calendar", "import", "next", "status", "doctor"] {
            #expect(help.output.contains("\n  \(name) "))
        }
        for name in ["history", "explain"] { #expect(!help.output.contains("\n  \(name) ")) }
        for command in [
            ["node"], ["job", "put"], ["trigger", "put"], ["import", "crontab"], ["next"], ["status"], ["doctor"],
            ["calendar", "put"], ["calendar", "show"], ["trigger", "backfill"],
        ] {
            let outcome = try await Tool.run(command + ["--help"])
            #expect(outcome.status == 0 && outcome.output.contains("EXAMPLES"), "\(command)")
        }
        #expect(try await Tool.run([]).status == 0)
        #expect(try await Tool.run(["--version"]).output == "0.1.0\n")
    }
}
