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
        for text in ["catch-up:10:1h", "catch-up:1:1500ms", "catch-up:1000:90s"] {
            #expect(try MisfireInstruction.reading(text).name == text)
        }
        #expect(try MisfireInstruction.reading("catch-up:3:60s") == .catchUp(max: 3, within: .seconds(60)))
    }

    @Test(arguments: [
        "", "smartest", "catch-up", "catch-up:", "catch-up:1", "catch-up:0:1h", "catch-up:1001:1h", "catch-up:1:0s",
        "catch-up:1:1d", "catch-up:1:1h:1",
    ])
    func refusesWhatIsNoMisfireInstruction(text: String) {
        #expect(throws: (any Error).self) { try MisfireInstruction.reading(text) }
    }

    @Test func readsStepsOfTheCalendar() throws {
        #expect(try CalendarSteps.reading("2 weeks").words == "2 weeks")
        #expect(try CalendarSteps.reading("1 MONTH").words == "month")
        let day = try CalendarSteps.reading("Days")
        #expect(day.count == 1 && day.unit == .day)
        for text in ["", "2", "2weeks", "-1 day", "x days", "2 2 days", "99999999999 days", "1.5 days", "1 ms"] {
            #expect(throws: (any Error).self, "\(text)") { try CalendarSteps.reading(text) }
        }
    }

    @Test func readsDays() throws {
        #expect(try DayList.readingWeekdays("MON-FRI").days == [2, 3, 4, 5, 6])
        #expect(try DayList.readingWeekdays("sat,1").days == [1, 7])
        #expect(try DayList.readingWeekdays("FRI-MON").days == [6, 7, 1, 2])
        #expect(try DayList.readingMonthDays("1,15,29-31").days == [1, 15, 29, 30, 31])
        for text in ["", "MON-", "-", "8", "0", "MONDAY", "MON--FRI", "MON-WED-FRI", "MON,,TUE"] {
            #expect(throws: (any Error).self, "\(text)") { try DayList.readingWeekdays(text) }
        }
        for text in ["", "32", "0", "31-1", "MON"] {
            #expect(throws: (any Error).self, "\(text)") { try DayList.readingMonthDays(text) }
        }
    }

    @Test func readsPoliciesByTheNamesItPrints() throws {
        for gap in ClockChangePolicy.Gap.allCases {
            #expect(try ClockChangePolicy.Gap.reading(gap.name) == gap)
        }
        for overlap in ClockChangePolicy.Overlap.allCases {
            #expect(try ClockChangePolicy.Overlap.reading(overlap.rawValue) == overlap)
        }
        #expect(throws: (any Error).self) { try ClockChangePolicy.Gap.reading("fireAtTransition") }
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
