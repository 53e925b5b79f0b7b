import CarnelianCore
import Testing

struct TimeOfDayTests {
    @Test(arguments: [("09:30", 34_200, "09:30:00"), ("0:0:7", 7, "00:00:07"), ("23:59:59", 86_399, "23:59:59")])
    func readsAndPrints(text: String, seconds: Int, printed: String) throws {
        let time = try TimeOfDay(text)
        #expect(time.seconds == seconds)
        #expect(time.description == printed)
        #expect(try TimeOfDay(time.description) == time)
    }

    @Test(arguments: [
        "", "9", "24:00", "12:60", "12:00:60", "12:00:00:00", "12:", ":30", "-1:00", "1 :00", "012:00", "١:00",
    ])
    func refuses(text: String) throws {
        let error = try #require(throws: CarnelianError.self) { try TimeOfDay(text) }
        #expect(error.code == .invalidSyntax)
        #expect(error.message.contains("\"\(text)\"") && error.message.contains("HH:MM:SS"))
    }

    @Test func earlierComesFirst() {
        #expect(TimeOfDay(hour: 9) < TimeOfDay(hour: 9, second: 1))
        #expect(TimeOfDay(hour: 9, minute: 59) < TimeOfDay(hour: 10))
        #expect(!(TimeOfDay(hour: 9) < TimeOfDay(hour: 9)))
    }

    @Test func quartzsColumnHoldsStartAndEnd() throws {
        let window = try #require(TimeOfDay.window(quartzText: "8,5,0,17,30,59"))
        #expect(window.start == TimeOfDay(hour: 8, minute: 5))
        #expect(window.end == TimeOfDay(hour: 17, minute: 30, second: 59))
        #expect(window.start.quartzText + "," + window.end.quartzText == "8,5,0,17,30,59")
        let open = try #require(TimeOfDay.window(quartzText: "8,0,0,,,"))
        #expect(open.start == TimeOfDay(hour: 8) && open.end == .endOfDay)
        let empty = try #require(TimeOfDay.window(quartzText: ",,,,,"))
        #expect(empty.start == .startOfDay && empty.end == .endOfDay)
        for text in ["8", "8,0", "8,0,0,24,0,0", "8,0,0,x,0,0", "8,0,0,1,2", "-1,0,0", "8,0,0,9,0,0,1"] {
            #expect(TimeOfDay.window(quartzText: text) == nil, "\(text)")
        }
    }
}
