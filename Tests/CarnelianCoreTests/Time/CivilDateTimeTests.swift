import CarnelianCore
import Testing

struct CivilDateTimeTests {
    @Test func everyDayOfEightCenturiesFollowsTheOneBefore() {
        var days = CivilDateTime.daysSinceEpoch(year: 1600, month: 1, day: 1)
        var weekday = 7  // 1600-01-01 was a Saturday.
        var wrong: [CivilDateTime] = []
        for year in 1600..<2400 {
            for month in 1...12 {
                for day in 1...CivilDateTime.daysInMonth(month, of: year) {
                    let civil = CivilDateTime(daysSinceEpoch: days)
                    let isRight =
                        civil == CivilDateTime(year: year, month: month, day: day)
                        && civil.daysSinceEpoch == days && civil.weekday == weekday
                    if !isRight { wrong.append(civil) }
                    days += 1
                    weekday = weekday % 7 + 1
                }
            }
        }
        #expect(wrong.isEmpty)
    }

    @Test(arguments: [
        (1900, false), (1904, true), (1970, false), (2000, true), (2024, true), (2026, false), (2100, false),
        (2400, true),
    ])
    func leapYears(year: Int, isLeap: Bool) {
        #expect(CivilDateTime.isLeap(year) == isLeap)
    }

    @Test func secondsRoundTripOnBothSidesOfTheEpoch() {
        var random = SeededGenerator(1)
        for _ in 0..<10_000 {
            let seconds = Int64.random(in: -100_000_000_000...100_000_000_000, using: &random)
            #expect(CivilDateTime(localSeconds: seconds).localSeconds == seconds)
        }
        let last = CivilDateTime(year: 1969, month: 12, day: 31, hour: 23, minute: 59, second: 59)
        #expect(CivilDateTime(localSeconds: -1) == last)
    }
}
