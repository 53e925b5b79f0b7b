import CarnelianTool
import Testing

struct CrontabCommandTests {
    @Test func passesAssignmentsStandardInputAndTheShell() async throws {
        let crontab = Crontab(
            #"""
            GREETING=it's "me"
            SHELL=/bin/bash
            * * * * * echo "$GREETING" $BASH_VERSION | cut -c1-9; cat%one%  two $HOME
            """#, format: .user)
        let entry = try #require(crontab.entries.first)
        let output = try await Shell.run(CrontabCommand().text(for: entry))
        #expect(output == "it's \"me\"\none\n  two $HOME\n")
    }

    @Test func leavesAPlainCommandAsItIs() throws {
        let entry = try #require(Crontab("* * * * * a | b && 'c d'", format: .user).entries.first)
        #expect(CrontabCommand().text(for: entry) == "a | b && 'c d'")
    }

    @Test func runsAsTheNamedUserWhereItIsThatUser() async throws {
        let user = try await Shell.run("id -un").filter { !$0.isNewline }
        let entry = try #require(Crontab("* * * * * \(user) echo \"it's $(id -un)\"%", format: .system).entries.first)
        #expect(try await Shell.run(CrontabCommand().text(for: entry)) == "it's \(user)\n")
    }

    @Test func ignoresTheUserWhereToldSo() async throws {
        let entry = try #require(Crontab("* * * * * nosuchuser echo hello", format: .system).entries.first)
        #expect(try await Shell.run(CrontabCommand(ignoresUser: true).text(for: entry)) == "hello\n")
        #expect(try await Shell.run(CrontabCommand().text(for: entry)) == "")
    }

    @Test func theFixtureIsWhatTheDemonstrationImports() throws {
        let crontab = Crontab(DemoCrontab.text, format: .system)
        #expect(crontab.problems.isEmpty)
        #expect(crontab.entries.count == 10)
        #expect(crontab.skipped.count == 1)
        #expect(Crontab.likelyFormat(of: DemoCrontab.text, path: "x", users: []) == .system)
    }
}
