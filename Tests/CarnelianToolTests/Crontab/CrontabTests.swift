import CarnelianCore
import CarnelianTool
import Testing

struct CrontabTests {
    @Test func readsAUsersCrontab() throws {
        let crontab = Crontab(
            """
            # a comment
            \tMAILTO = "ops@example.com"
            PATH=/usr/bin:/bin

              */5 9-17 * * mon-fri   /usr/bin/check  --all
            @daily backup
            CRON_TZ=Europe/Berlin
            0 8 * * *\tgreet
            """, format: .user)
        #expect(crontab.problems.isEmpty)
        #expect(crontab.entries.map(\.line) == [5, 6, 8])
        #expect(crontab.entries.map(\.command) == ["/usr/bin/check  --all", "backup", "greet"])
        #expect(crontab.entries.map(\.expression.text) == ["0 0/5 9-17 ? * 2-6", "0 0 0 * * ?", "0 0 8 * * ?"])
        #expect(crontab.entries[0].environment.map(\.value) == ["ops@example.com", "/usr/bin:/bin"])
        #expect(crontab.entries.map(\.zone) == [nil, nil, "Europe/Berlin"])
        #expect(crontab.entries.allSatisfy { $0.user == nil })
    }

    @Test func readsASystemCrontab() {
        let crontab = Crontab("17 * * * *\troot    cd / && run-parts\n@hourly www-data true\r\n", format: .system)
        #expect(crontab.problems.isEmpty)
        #expect(crontab.entries.map(\.user) == ["root", "www-data"])
        #expect(crontab.entries.map(\.command) == ["cd / && run-parts", "true"])
    }

    @Test(arguments: [
        (#"echo 100\% done"#, "echo 100% done", []), ("cat%a%b", "cat", ["a", "b"]), ("cat %", "cat", [""]),
        (#"cat%50\%%x"#, "cat", ["50%", "x"]), (#"printf 'a\\b'"#, #"printf 'a\\b'"#, []), (#"a \"#, #"a \"#, []),
    ])
    func handlesPercentSigns(text: String, command: String, input: [String]) {
        let crontab = Crontab("* * * * * \(text)", format: .user)
        #expect(crontab.entries.first?.command == command)
        #expect(crontab.entries.first?.input == input)
    }

    @Test func skipsRebootWithAReason() {
        let crontab = Crontab("@reboot start-it", format: .user)
        #expect(crontab.entries.isEmpty && crontab.problems.isEmpty)
        #expect(crontab.skipped.first?.command == "start-it")
        #expect(crontab.skipped.first?.reason.contains("@reboot") == true)
    }

    @Test(arguments: [
        ("* * * * *", 10, "command"), ("61 * * * * x", 1, "minutes"), ("* 24 * * * x", 3, "hours"),
        ("0  0 32 * * x", 6, "day of month"), ("* * * 13 * x", 7, "month"), ("* * * foo * x", 7, "month"),
        ("* * * * 8 x", 9, "day of week"), ("  */0 * * * * x", 3, "minutes"), ("* * * x", 8, "day of week"),
        ("foo bar", 1, "line"), ("@never x", 1, "expression"), ("@daily", 7, "command"), ("A=\"b", 5, "value"),
        ("A=\"b\" c", 7, "value"), ("5-1 * * * * x", 1, "minutes"),
    ])
    func saysWhereALineIsWrong(text: String, column: Int, field: String) throws {
        let crontab = Crontab("# first\n\(text)\n", format: .user)
        #expect(crontab.entries.isEmpty)
        let problem = try #require(crontab.problems.first)
        #expect(problem.line == 2)
        #expect(problem.field == field)
        #expect(!problem.expected.isEmpty)
        // Some mistakes show only after the first character of their field.
        #expect((column...column + 3).contains(problem.column), "column \(problem.column) in \(problem)")
    }

    @Test func aMissingUserIsAProblemOfSystemCrontabs() {
        let crontab = Crontab("* * * * * /bin/true x\n", format: .system)
        #expect(crontab.problems.first?.field == "user")
        #expect(crontab.problems.first?.column == 11)
    }

    @Test func tellsTheFormatsApart() {
        func format(_ text: String, _ path: String = "/home/a/crontab") -> Crontab.Format {
            Crontab.likelyFormat(of: text, path: path, users: ["root", "www-data", "mail"])
        }
        #expect(format("* * * * * true", "/etc/crontab") == .system)
        #expect(format("* * * * * true", "/etc/cron.d/x") == .system)
        #expect(format("* * * * * root true\n@daily www-data x -y") == .system)
        #expect(format("* * * * * root true\n* * * * * backup.sh now") == .user)
        #expect(format("# m h dom mon dow user\tcommand\n* * * * * someone true") == .system)
        #expect(format("# m h  dom mon dow   command\n* * * * * true") == .user)
        #expect(format("* * * * * mail") == .user)
        #expect(format("") == .user)
    }

    @Test func namesAJobByWhatItRuns() {
        func name(_ line: String, _ format: Crontab.Format = .user) -> String? {
            Crontab(line, format: format).entries.first.map(CrontabName.name)
        }
        #expect(name("0 1 * * * /usr/bin/backup.sh --full") == name("30 2 * * mon /usr/bin/backup.sh --full"))
        #expect(name("0 1 * * * backup") != name("0 1 * * * backup2"))
        #expect(name("0 1 * * * root x", .system) != name("0 1 * * * nobody x", .system))
        #expect(name("0 1 * * * cat%a") != name("0 1 * * * cat%b"))
        #expect(name("0 1 * * * /usr/bin/backup.sh --full")?.hasPrefix("usr-bin-backup-sh-full-") == true)
    }
}
