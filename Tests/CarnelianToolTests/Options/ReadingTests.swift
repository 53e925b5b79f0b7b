import CarnelianCore
import CarnelianTool
import Testing

struct ReadingTests {
    @Test(arguments: [
        ("250ms", 250), ("2s", 2_000), ("7.5s", 7_500), ("0.25s", 250), ("5m", 300_000), ("1h", 3_600_000),
        ("1.5h", 5_400_000), ("0s", 0), ("0.001s", 1), ("1.50s", 1_500), ("0.5m", 30_000),
    ])
    func readsDurations(text: String, milliseconds: Int64) throws {
        #expect(try Duration.reading(text) == .milliseconds(milliseconds))
    }

    @Test(arguments: [
        "", "5", "s", "-5s", "+5s", "5 s", "5sec", "5d", "1e3s", ".5s", "5.s", "1.2.3s", "0.5ms", "0.0001s", "ms",
        "99999999999999999999h", "9223372036854775807h", "٥s", "1_000s", "5S",
    ])
    func refusesWhatIsNoDuration(text: String) {
        #expect(throws: (any Error).self) { try Duration.reading(text) }
    }

    @Test func refusesZeroWhereATimeIsNeeded() throws {
        #expect(throws: (any Error).self) { try Duration.readingPositive("0ms") }
        #expect(try Duration.readingPositive("1ms") == .milliseconds(1))
    }

    @Test func splitsKeysAtTheFirstDot() throws {
        #expect(try JobKey.reading("reports.daily") == JobKey("daily", group: "reports"))
        #expect(try JobKey.reading("daily") == JobKey("daily", group: "DEFAULT"))
        #expect(try JobKey.reading("a.b.c") == JobKey("b.c", group: "a"))
        #expect(try TriggerKey.reading("a.b.c") == TriggerKey("b.c", group: "a"))
        #expect(try TriggerKey.reading("t") == TriggerKey("t", group: "DEFAULT"))
    }

    @Test(arguments: ["", ".", "a.", ".b", String(repeating: "x", count: 201)])
    func refusesWhatIsNoKey(text: String) {
        #expect(throws: (any Error).self) { try JobKey.reading(text) }
        #expect(throws: (any Error).self) { try TriggerKey.reading(text) }
    }

    @Test func readsEveryMisfireInstructionByTheNameItPrints() throws {
        for instruction in MisfireInstruction.quartz {
            #expect(try MisfireInstruction.reading(instruction.name) == instruction)
        }
        #expect(throws: (any Error).self) { try MisfireInstruction.reading("smartest") }
    }

    @Test func readsDataEntries() throws {
        let entry = try DataEntry.reading("statement=SELECT 1 = 1")
        #expect(entry.key == "statement" && entry.value == "SELECT 1 = 1")
        #expect(try DataEntry.reading("empty=").value.isEmpty)
        #expect(throws: (any Error).self) { try DataEntry.reading("=x") }
        #expect(throws: (any Error).self) { try DataEntry.reading("x") }
    }

    @Test func movesGlobalOptionsBehindTheCommand() {
        let path = CommandPath(["--database-url", "u", "--json", "job", "--scheduler=s", "list", "--group", "g"])
        #expect(path.names == ["carnelian", "job", "list"])
        #expect(path.arguments == ["job", "list", "--database-url", "u", "--json", "--scheduler=s", "--group", "g"])
        #expect(CommandPath(["nexr", "--stdin"]).unknownName == "nexr")
        #expect(CommandPath(["job", "lost"]).unknownName == "lost")
        #expect(CommandPath(["next", "x"]).unknownName == nil)
    }
}
