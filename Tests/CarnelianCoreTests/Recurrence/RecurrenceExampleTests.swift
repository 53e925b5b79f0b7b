import CarnelianCore
import Testing

struct RecurrenceExampleTests {
    @Test func everyExampleOfTheRFCFiresAsPrinted() throws {
        let zone = try TimeZoneRules("America/New_York")
        for line in RecurrenceExamples.lines.split(separator: "\n") {
            let fields = line.split(separator: "|").map(String.init)
            let rule = try RecurrenceRule(fields[0])
            let start = try instant(compact: fields[1], in: zone)
            let expected = try times(fields[2], timeOfDay: fields[1].dropFirst(9))
            let isBounded = fields[0].contains("COUNT") || fields[0].contains("UNTIL")
            var found: [String] = []
            var next = RecurrenceTrigger(rule, in: zone).firstFireTime(start: start, end: nil, clockChanges: nil)
            while let time = next, isBounded || found.count < expected.count {
                found.append(CivilDateTime(localSeconds: zone.local(utc: time.milliseconds / 1_000)).iso8601)
                next = RecurrenceTrigger(rule, in: zone)
                    .fireTime(after: time, start: start, end: nil, clockChanges: nil)
            }
            #expect(found == expected, "\(line)")
        }
    }

    /// `1997-09 2 4-6; 1997-10 1`, or `1997-09-02 09:00 12:00`, as ISO 8601.
    private func times(_ text: String, timeOfDay: Substring) throws -> [String] {
        try text.split(separator: ";").flatMap { group in
            let words = group.split(separator: " ")
            return try words.dropFirst().flatMap { word in
                if word.contains(":") { return ["\(words[0])T\(word):00"] }
                let ends = try word.split(separator: "-").map { try #require(Int($0)) }
                return (ends[0]...ends[ends.count - 1]).map { day in
                    let time = timeOfDay.prefix(2) + ":" + timeOfDay.dropFirst(2).prefix(2) + ":00"
                    return "\(words[0])-\(day < 10 ? "0" : "")\(day)T\(time)"
                }
            }
        }
    }

    /// `19970902T090000` in a zone.
    private func instant(compact text: String, in zone: TimeZoneRules) throws -> Timestamp {
        let digits = try text.filter(\.isNumber).map { try #require($0.wholeNumberValue) }
        func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
        let civil = CivilDateTime(
            year: number(0..<4), month: number(4..<6), day: number(6..<8), hour: number(8..<10),
            minute: number(10..<12), second: number(12..<14))
        guard case .once(let utc) = zone.instants(local: civil.localSeconds) else {
            throw CarnelianError(.invalidValue, "\(text) is not one instant")
        }
        return Timestamp(milliseconds: utc * 1_000)
    }
}
