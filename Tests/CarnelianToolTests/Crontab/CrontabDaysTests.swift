import CarnelianCore
import CarnelianTool
import Testing

struct CrontabDaysTests {
    /// Cron's own meaning, day by day: both day fields restricted means either of them, unless one begins with a star.
    @Test(arguments: [
        "0 12 13 * 5", "0 12 1,15 * mon", "30 6 1-7 * 0", "0 0 */2 * 1", "0 0 13 * */2", "15 3 */10 2,8 sat,sun",
        "0 12 * * 5", "0 12 13 * *", "*/20 8-9 28-31 * 6-7", "0 0 5-25/5 * 3",
    ])
    func firesWheneverTheLineIsDueAndNeverTwice(fields: String) throws {
        let entry = try #require(Crontab("\(fields) x", format: .user).entries.first)
        let start = Timestamp(milliseconds: 1_767_225_600_000)  // 2026
        let end = Timestamp(milliseconds: start.milliseconds + 400 * 86_400_000)
        let wanted = times(of: entry.expression, from: start, to: end)
        var given: [Timestamp] = []
        for part in try CrontabDays(entry).parts {
            let text = try #require(part.expression.quartzText)
            #expect(try CronExpression(text) == part.expression)
            given += times(of: part.expression, from: start, to: end).filter { time in
                guard let guarding = part.guarding else { return true }
                return guarding.days.contains(dayOfMonth(time)) == guarding.admits
            }
        }
        #expect(!wanted.isEmpty)
        #expect(given.sorted() == wanted)
    }

    @Test func guardsWorkInAShell() async throws {
        let admitting = CrontabDays.Guard(days: [1, 22], admits: true)
        let barring = CrontabDays.Guard(days: [1, 22], admits: false)
        // 2026-11-22T23:30:00Z is the 23rd in Berlin.
        let environment = ["CARNELIAN_SCHEDULED_FIRE_TIME": "1795390200000"]
        for (guarding, zone, runs) in [
            (admitting, "UTC", true), (barring, "UTC", false), (admitting, "Europe/Berlin", false),
            (barring, "Europe/Berlin", true),
        ] {
            let result = try await Shell.run(guarding.text(in: zone) + "\necho ran", environment)
            #expect(result == (runs ? "ran\n" : ""), "\(guarding.text(in: zone))")
        }
    }

    private func times(of expression: CronExpression, from start: Timestamp, to end: Timestamp) -> [Timestamp] {
        var times: [Timestamp] = []
        var last = start
        while let next = expression.next(after: last, in: .utc), next < end {
            times.append(next)
            last = next
        }
        return times
    }

    private func dayOfMonth(_ time: Timestamp) -> Int {
        Int(time.description.dropFirst(8).prefix(2)) ?? 0
    }
}
