import CarnelianTool
import Testing

struct CatalogTests {
    @Test func storesShowsReplacesAndDeletesJobs() async throws {
        try await TestDatabase.run { database in
            try await database.succeed(
                "job", "put", "reports.daily.eu", "--type", "carnelian.jobs.SQL", "--durable", "--recover",
                "--exclusive",
                "--data", "statement=SELECT 1 = 1", "--data", "empty=", "--description", "Grüße")
            let shown = try await database.succeed("job", "show", "reports.daily.eu", "--json").json()
            #expect(shown[name: "group"] == "reports" && shown[name: "name"] == "daily.eu")
            #expect(shown[name: "data"] == .object([.init("empty", ""), .init("statement", "SELECT 1 = 1")]))
            #expect(
                shown[name: "durable"] == true && shown[name: "recover"] == true && shown[name: "exclusive"] == true)
            #expect(shown[name: "description"] == "Grüße" && shown[name: "triggers"] == [])

            try await database.succeed("job", "put", "reports.daily.eu", "--type", "other", "--durable")
            let jobs = try await database.succeed("job", "list", "--json").json().elements
            try #require(jobs.count == 1)
            #expect(jobs[0][name: "type"] == "other" && jobs[0][name: "data"] == .object([]))

            try await database.succeed("job", "delete", "reports.daily.eu")
            #expect(try await database.succeed("job", "list", "--json").json() == [])
            for command in [["show"], ["delete"], ["fire"], ["pause"], ["resume"]] {
                let outcome = try await database.tool(["job"] + command + ["reports.daily.eu"])
                #expect(outcome.status == 1 && outcome.errorLines.count == 1, "\(command): \(outcome.errors)")
                #expect(outcome.errors.contains("reports.daily.eu"))
            }
        }
    }

    @Test func storesShowsReplacesAndDeletesTriggers() async throws {
        try await TestDatabase.run { database in
            let early = try await database.tool(["trigger", "put", "t.a", "--job", "t.j", "--every", "5s"])
            #expect(early.status == 1 && early.errors.contains("job put"))
            try await database.succeed("job", "put", "t.j", "--type", "x", "--durable")
            try await database.succeed(
                "trigger", "put", "t.a", "--job", "t.j", "--every", "90s", "--times", "10", "--start",
                "2100-01-01T00:00:00+01:00", "--end", "2100-06-01T00:00:00Z", "--priority", "7", "--misfire",
                "next-keep-count", "--data", "k=v", "--description", "d")
            let simple = try await database.succeed("trigger", "show", "t.a", "--json").json()
            let expected: [(String, JSONValue)] = [
                ("job", "t.j"), ("state", "WAITING"), ("type", "simple"), ("repeatCount", 9),
                ("repeatInterval", 90_000),
                ("start", "2099-12-31T23:00:00.000Z"), ("end", "2100-06-01T00:00:00.000Z"),
                ("nextFireTime", "2099-12-31T23:00:00.000Z"), ("previousFireTime", .null), ("priority", 7),
                ("misfire", "next-keep-count"), ("description", "d"), ("timesTriggered", 0),
            ]
            for (name, value) in expected { #expect(simple[name: name] == value, "\(name)") }
            #expect(simple[name: "data"]?[name: "k"] == "v")

            try await database.succeed(
                "trigger", "put", "t.a", "--job", "t.j", "--cron", "0 0 12 * * ?", "--zone", "Europe/Berlin", "--start",
                "2100-01-01T00:00:00Z", "--misfire", "do-nothing")
            let triggers = try await database.succeed("trigger", "list", "--job", "t.j", "--json").json().elements
            let stored = try #require(triggers.first)
            #expect(
                triggers.count == 1 && stored[name: "type"] == "cron" && stored[name: "timeZone"] == "Europe/Berlin")
            #expect(stored[name: "nextFireTime"] == "2100-01-01T11:00:00.000Z")

            let never = try await database.tool(["trigger", "put", "t.n", "--job", "t.j", "--cron", "0 0 0 1 1 ? 1999"])
            #expect(never.status == 1 && never.errorLines.count == 1)
            try await database.succeed("trigger", "delete", "t.a")
            #expect(try await database.tool(["trigger", "show", "t.a"]).status == 1)
            #expect(try await database.tool(["trigger", "delete", "t.a"]).status == 1)
        }
    }

    @Test func pausesAndResumesTriggersGroupsJobsAndEverything() async throws {
        try await TestDatabase.run { database in
            try await database.succeed("job", "put", "g.j", "--type", "x", "--durable")
            try await database.succeed("trigger", "put", "g.a", "--job", "g.j", "--every", "1h")
            try await database.succeed("trigger", "put", "h.b", "--job", "g.j", "--every", "1h")
            func states() async throws -> [String] {
                try await database.strings("SELECT trigger_group || '=' || trigger_state FROM qrtz_triggers ORDER BY 1")
            }
            for (target, paused) in [
                (["trigger", "g.a"], ["g=PAUSED", "h=WAITING"]),
                (["trigger", "--group", "h"], ["g=WAITING", "h=PAUSED"]),
                (["trigger", "--all"], ["g=PAUSED", "h=PAUSED"]), (["job", "g.j"], ["g=PAUSED", "h=PAUSED"]),
            ] {
                let arguments = Array(target.dropFirst())
                #expect(try await database.tool([target[0], "pause"] + arguments).status == 0)
                #expect(try await states() == paused)
                #expect(try await database.tool([target[0], "resume"] + arguments).status == 0)
                #expect(try await states() == ["g=WAITING", "h=WAITING"])
            }
            try await database.succeed("trigger", "pause", "--group", "h")
            let status = try await database.succeed("status", "--json").json()
            #expect(status[name: "pausedGroups"] == ["h"])
            #expect(status[name: "triggers"] == .object([.init("PAUSED", 1), .init("WAITING", 1)]))
            #expect(status[name: "jobs"] == 1)
            #expect(try await database.tool(["trigger", "pause", "g.none"]).status == 1)
        }
    }

    @Test func clustersOfDifferentNamesAndPrefixesDoNotSeeEachOther() async throws {
        try await TestDatabase.run { database in
            try await database.succeed("--scheduler", "blue", "job", "put", "a", "--type", "x", "--durable")
            #expect(try await database.succeed("job", "list", "--json").json() == [])
            #expect(
                try await database.succeed("job", "list", "--scheduler", "blue", "--json").output.contains("DEFAULT"))
            let missing = try await database.tool(["job", "list", "--table-prefix", "other_"])
            #expect(missing.status == 1 && missing.errors.contains("carnelian migrate"), "\(missing.errors)")
            try await database.succeed("migrate", "--table-prefix", "other_")
            #expect(try await database.succeed("job", "list", "--table-prefix", "other_", "--json").json() == [])
        }
    }

    @Test func migratesOnceAndPrintsWhatItWouldDo() async throws {
        try await TestDatabase.run { database in
            let again = try await database.succeed("migrate", "--json").json()
            #expect(again[name: "applied"] == [])
            let sql = try await database.succeed("migrate", "--print").output
            #expect(sql.contains("CREATE TABLE") && sql.contains("qrtz_fired_triggers"))
        }
    }
}
