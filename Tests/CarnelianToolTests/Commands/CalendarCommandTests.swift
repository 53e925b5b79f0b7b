import CarnelianTool
import Testing

/// `carnelian calendar` on PostgreSQL.
struct CalendarCommandTests {
    @Test(arguments: [
        (["--holiday", "2126-12-25,2126-12-26", "--holiday", "2127-01-01"], "2126-12-25, 2126-12-26, 2127-01-01"),
        (["--weekly", "SAT,SUN"], "SUN, SAT"), (["--monthly", "1,15,28-31"], "days 1, 15, 28-31"),
        (["--annual", "12-24,01-01"], "every 01-01, 12-24"), (["--daily", "12:00-13:30"], "12:00:00 to 13:30:00"),
        (["--daily", "08:00-18:00", "--inverted"], "all but 08:00:00 to 18:00:00"),
        (["--cron", "* * 0-7 ? * *"], "at * * 0-7 ? * *"),
    ])
    func storesShowsAndDeletesEveryKind(options: [String], words: String) async throws {
        try await TestDatabase.run { database in
            let put = try await database.tool(
                ["calendar", "put", "c", "--zone", "Europe/Berlin", "--description", "Grüße"] + options)
            #expect(put.status == 0 && put.outputLines == ["Stored calendar c: \(words)."], "\(put.errors)")
            let shown = try await database.succeed("calendar", "show", "c", "--json")
            let json = try shown.json()
            #expect(json[name: "timeZone"] == "Europe/Berlin" && json[name: "description"] == "Grüße")
            #expect(json[name: "triggers"] == [] && json[name: "base"] == .null)
            #expect(json[name: "nextExcluded"]?[name: "from"]?.string?.hasSuffix("Z") == true)
            #expect(try await database.succeed("calendar", "show", "c").output.contains(words))
            #expect(try await database.succeed("calendar", "list").output.contains(words))

            // What is shown can be put.
            let copied = try await database.tool(["calendar", "put", "d", "--file", "-"], input: shown.output)
            #expect(copied.status == 0, "\(copied.errors)")
            let listed = try await database.succeed("calendar", "list", "--json").json().elements
            try #require(listed.count == 2)
            for name in ["type", "timeZone", "description"] { #expect(listed[0][name: name] == listed[1][name: name]) }
            try await database.succeed("calendar", "delete", "c", "d")
            #expect(try await database.succeed("calendar", "list", "--json").json() == [])
        }
    }

    @Test func copiesTheBaseIntoTheChain() async throws {
        try await TestDatabase.run { database in
            try await database.succeed("calendar", "put", "holidays", "--holiday", "2100-01-01")
            try await database.succeed("calendar", "put", "workdays", "--weekly", "SAT,SUN", "--base", "holidays")
            try await database.succeed("calendar", "put", "holidays", "--holiday", "2101-01-01", "--replace")
            let shown = try await database.succeed("calendar", "show", "workdays", "--json").json()
            #expect(shown[name: "type"] == "weekly" && shown[name: "base"]?[name: "dates"] == ["2100-01-01"])
            let text = try await database.succeed("calendar", "show", "workdays").output
            #expect(text.contains("SUN, SAT") && text.contains("2100-01-01"))
            let missing = try await database.tool(["calendar", "put", "x", "--weekly", "SAT", "--base", "none"])
            #expect(missing.status == 1 && missing.errorLines.count == 1 && missing.errors.contains("none"))
        }
    }

    @Test func keepsCalendarsInUseAndUpdatesTheirTriggers() async throws {
        try await TestDatabase.run { database in
            try await database.succeed("job", "put", "c.j", "--type", "x", "--durable")
            try await database.succeed("calendar", "put", "free", "--weekly", "SAT,SUN")
            let twice = try await database.tool(["calendar", "put", "free", "--weekly", "SUN"])
            #expect(twice.status == 1 && twice.errors.contains("--replace"), "\(twice.errors)")
            // 1 January 2100 is a Friday.
            try await database.succeed(
                "trigger", "put", "c.t", "--job", "c.j", "--cron", "0 0 8 * * ?", "--start", "2100-01-02T00:00:00Z",
                "--calendar", "free")
            func nextFire() async throws -> JSONValue? {
                try await database.succeed("trigger", "show", "c.t", "--json").json()[name: "nextFireTime"]
            }
            #expect(try await nextFire() == "2100-01-04T08:00:00.000Z")
            #expect(
                try await database.succeed("calendar", "show", "free", "--json").json()[name: "triggers"] == ["c.t"])
            let used = try await database.tool(["calendar", "delete", "free"])
            #expect(used.status == 1 && used.errorLines.count == 1 && used.errors.contains("c.t"), "\(used.errors)")

            try await database.succeed("calendar", "put", "free", "--weekly", "MON", "--replace")
            #expect(try await nextFire() == "2100-01-04T08:00:00.000Z")
            try await database.succeed("calendar", "put", "free", "--weekly", "MON", "--replace", "--update-triggers")
            #expect(try await nextFire() == "2100-01-02T08:00:00.000Z")

            let unknown = try await database.tool(
                ["trigger", "put", "c.u", "--job", "c.j", "--every", "5s", "--calendar", "none"])
            #expect(unknown.status == 1 && unknown.errors.contains("calendar put"))
            try await database.succeed("trigger", "delete", "c.t")
            try await database.succeed("calendar", "delete", "free")
            for command in ["show", "delete"] {
                let outcome = try await database.tool(["calendar", command, "free"])
                #expect(outcome.status == 1 && outcome.errorLines.count == 1 && outcome.errors.contains("free"))
            }
        }
    }

    @Test func listsWhatItCannotRead() async throws {
        try await TestDatabase.run { database in
            try await database.succeed("calendar", "put", "good", "--weekly", "SAT")
            try await database.execute(
                "INSERT INTO qrtz_calendars (sched_name, calendar_name, calendar) VALUES ('carnelian', 'bad', 'oops')")
            let listed = try await database.succeed("calendar", "list", "--json").json().elements
            try #require(listed.count == 2)
            #expect(listed[0][name: "name"] == "bad" && listed[0][name: "error"]?.string?.isEmpty == false)
            #expect(listed[1][name: "type"] == "weekly")
            let shown = try await database.tool(["calendar", "show", "bad"])
            #expect(shown.status == 1 && shown.errorLines.count == 1 && shown.errors.contains("bad"), "\(shown.errors)")
        }
    }
}
