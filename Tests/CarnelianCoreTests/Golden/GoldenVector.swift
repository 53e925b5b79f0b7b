import CarnelianCore
import Testing

/// What Quartz 2.3.2 answered to random questions, in files that `scripts/differential --write-golden` writes.
///
/// A line is `SCHEDULE|ZONE|START|END|AFTER|ANSWER`; times are milliseconds. For triggers with calendars the schedule begins
/// with the kind of trigger, and before the answer stand the bytes that Quartz stores of the calendar, in Base64. The answer is `refused`, or the distances from the start to the first fire time, from that
/// to the second, and so on; `d*n` says d n times over.
enum GoldenVectors {}

/// One line.
struct GoldenVector {
    /// How many fire times were asked for.
    static let count = 10

    /// Without the kind of trigger.
    let schedule: String
    /// The kind of trigger; nil but for triggers with calendars.
    let kind: String?
    let zone: String
    let start: Timestamp
    let end: Timestamp?
    let after: Timestamp?
    let calendar: String?
    /// Nil: refused.
    let times: [Timestamp]?

    init(_ line: Substring) throws {
        let fields = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        try #require(fields.count == 6 || fields.count == 7, "\(line)")
        let words = fields[0].split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        kind = fields.count == 7 ? words[0] : nil
        schedule = fields.count == 7 ? words[1] : fields[0]
        zone = fields[1]
        let start = try #require(Int64(fields[2]))
        self.start = Timestamp(milliseconds: start)
        end = Int64(fields[3]).map(Timestamp.init(milliseconds:))
        after = Int64(fields[4]).map(Timestamp.init(milliseconds:))
        calendar = fields.count == 7 ? fields[5] : nil
        times = fields[fields.count - 1] == "refused" ? nil : try Self.times(fields[fields.count - 1], from: start)
    }

    private static func times(_ text: String, from start: Int64) throws -> [Timestamp] {
        var times: [Timestamp] = []
        var time = start
        for item in text.split(separator: " ") {
            let parts = item.split(separator: "*")
            let distance = try #require(Int64(parts[0]))
            for _ in 0..<(parts.count == 2 ? try #require(Int(parts[1])) : 1) {
                time += distance
                times.append(Timestamp(milliseconds: time))
            }
        }
        return times
    }

    /// Checks that a trigger of this kind and window fires when Quartz's does, and that nothing is read that Quartz refuses.
    func check(_ kind: (GoldenVector) throws -> Trigger.Kind?, calendar: ExclusionCalendar? = nil) throws {
        guard let kind = try kind(self), end.map({ start <= $0 }) ?? true else {
            #expect(times == nil, "\(schedule)")
            return
        }
        var trigger = Trigger(key: TriggerKey("g"), job: JobKey("g"), kind: kind, startTime: start, endTime: end)
        if let after {
            trigger.nextFireTime = trigger.fireTime(after: after, calendar: calendar)
            trigger.previousFireTime = after
        }
        let fires = Array(trigger.fireTimes(calendar: calendar).prefix(Self.count))
        #expect(fires == times, "\(schedule) \(zone) \(start)")
    }

    /// The words of the schedule.
    var words: [String] { schedule.split(separator: " ").map(String.init) }
}
