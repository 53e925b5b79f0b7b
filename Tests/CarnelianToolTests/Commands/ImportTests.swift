import CarnelianTool
import Testing

struct ImportTests {
    private static let crontab = """
        PATH=/usr/bin:/bin
        17 * * * * first
        0 0 13 * 5 second
        @reboot third
        """

    @Test func importsAgainWithoutChangingWhatIsTheSame() async throws {
        try await TestDatabase.run { database in
            let first = try await database.tool(["import", "crontab", "-", "--user", "--json"], input: Self.crontab)
            #expect(first.status == 0, "\(first.errors)")
            #expect(try changes(first) == ["added", "added"])
            let rows =
                "SELECT string_agg(trigger_name || next_fire_time || start_time, ',' ORDER BY 1) FROM qrtz_triggers"
            let before = try await database.strings(rows)
            let second = try await database.tool(["import", "crontab", "-", "--user", "--json"], input: Self.crontab)
            #expect(try changes(second) == ["unchanged", "unchanged"])
            #expect(try await database.strings(rows) == before)
            #expect(try await database.count("SELECT count(*) FROM qrtz_triggers") == 3)
        }
    }

    @Test func updatesReportsAndPrunes() async throws {
        try await TestDatabase.run { database in
            let command = ["import", "crontab", "-", "--user", "--json"]
            try await database.tool(command, input: Self.crontab)
            let changed = "PATH=/usr/bin:/bin\n18 * * * * first\n"
            let update = try await database.tool(command, input: changed)
            #expect(try changes(update) == ["updated", "gone"])
            #expect(try await database.count("SELECT count(*) FROM qrtz_job_details") == 2)
            let prune = try await database.tool(command + ["--prune"], input: changed)
            #expect(try changes(prune) == ["unchanged", "removed"])
            #expect(try await database.strings("SELECT cron_expression FROM qrtz_cron_triggers") == ["0 18 * * * ?"])
        }
    }

    @Test func importsNothingUnlessEveryLineIsGood() async throws {
        try await TestDatabase.run { database in
            let text = "* * * * * good\n* 99 * * * bad\n"
            let refused = try await database.tool(["import", "crontab", "-", "--user"], input: text)
            #expect(refused.status == 1 && refused.errorLines.count == 1)
            #expect(refused.errors.contains("line 2, column 3, hours"), "\(refused.errors)")
            #expect(try await database.count("SELECT count(*) FROM qrtz_job_details") == 0)
            let skipped = try await database.tool(["import", "crontab", "-", "--user", "--skip-bad"], input: text)
            #expect(skipped.status == 0 && skipped.output.contains("line 2, column 3, hours"))
            #expect(try await database.count("SELECT count(*) FROM qrtz_job_details") == 1)
        }
    }

    @Test func printsWithoutADatabase() async throws {
        let outcome = try await Tool.run(["import", "crontab", "-", "--print"], input: Self.crontab)
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("would add") && outcome.output.contains("0 17 * * * ?"))
    }

    @Test func importedCommandsRun() async throws {
        try await TestDatabase.run { database in
            let file = "/tmp/carnelian-import-\(UInt64.random(in: .min ... .max))"
            let text = "NAME=value\n0 0 1 1 * cat > \(file); echo \"$NAME\" >> \(file)%from %standard input\n"
            try await database.tool(["import", "crontab", "-", "--user"], input: text)
            let key = try #require(try await database.strings("SELECT job_name FROM qrtz_job_details").first)
            try await database.succeed("job", "fire", "crontab.\(key)")
            try await withNodes([NodeProcess("n", database: database.url, ["--allow", "shell"])]) {
                try await eventuallyEmpty(database)
            }
            let content = try await Shell.run("cat \(file); rm -f \(file)")
            #expect(content == "from \nstandard input\nvalue\n")
        }
    }

    private func eventuallyEmpty(_ database: TestDatabase) async throws {
        try await eventuallyCount(0, "SELECT count(*) FROM qrtz_triggers WHERE trigger_name LIKE 'MT%'", database)
        try await eventuallyCount(0, "SELECT count(*) FROM qrtz_fired_triggers", database)
    }

    private func changes(_ outcome: Tool.Outcome) throws -> [String] {
        try outcome.json()[name: "jobs"]?.elements.compactMap { $0[name: "change"]?.string } ?? []
    }
}
