import CarnelianCore
import Testing

/// Compares the search with a walk that tests second after second or minute after minute by the rules of the dialect,
/// written out a second time without sets or masks.
struct CronSearchTests {
    @Test func theSearchFindsWhatAWalkBySecondsFinds() throws {
        var random = SeededGenerator(6)
        for _ in 0..<60 {
            let rule = WalkedRule.random(using: &random, secondsToo: true)
            let expression = try CronExpression(rule.text)
            let start = Int64.random(in: 1_700_000_000..<1_900_000_000, using: &random)
            var walked: [Int64] = []
            for second in (start + 1)...(start + 3 * 3_600) where rule.matches(local: second) { walked.append(second) }
            #expect(times(of: expression, after: start, until: start + 3 * 3_600, in: .utc) == walked, "\(rule.text)")
        }
    }

    @Test func theSearchFindsWhatAWalkByMinutesFinds() throws {
        var random = SeededGenerator(7)
        for _ in 0..<40 {
            let rule = WalkedRule.random(using: &random, secondsToo: false)
            let expression = try CronExpression(rule.text)
            let start = Int64.random(in: 20_000_000..<30_000_000, using: &random) * 60
            let end = start + 60 * 86_400
            let walked = stride(from: start + 60, through: end, by: 60).filter { rule.matches(local: $0) }
            #expect(times(of: expression, after: start, until: end, in: .utc) == walked, "\(rule.text)")
        }
    }

    @Test(arguments: [
        "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Kathmandu",
    ])
    func aroundClockChangesEachLocalTimeThatOccursFiresOnce(identifier: String) throws {
        let zone = try TimeZoneRules(identifier)
        var random = SeededGenerator(8)
        for transition in zone.transitions.suffix(60).shuffled(using: &random).prefix(12) {
            let rule = WalkedRule.random(using: &random, secondsToo: false, everyDay: true)
            let expression = try CronExpression(rule.text)
            let start = transition / 60 * 60 - 86_400
            let end = start + 2 * 86_400
            // Each minute on the time line at which the clock reads a matching time for the last time.
            let walked = stride(from: start + 60, through: end, by: 60).filter { utc in
                let local = zone.local(utc: utc)
                switch zone.instants(local: local) {
                case .once: return rule.matches(local: local)
                case .twice(_, let second): return second == utc && rule.matches(local: local)
                case .gap: return false
                }
            }
            #expect(times(of: expression, after: start, until: end, in: zone) == walked, "\(rule.text) \(transition)")
        }
    }

    @Test func millisecondsAreDropped() throws {
        let expression = try CronExpression("* * * * * ?")
        for milliseconds in [0, 1, 500, 999] as [Int64] {
            let next = expression.next(after: Timestamp(milliseconds: 60_000 + milliseconds), in: .utc)
            #expect(next == Timestamp(milliseconds: 61_000))
        }
    }

    @Test func quartzSkipsGapsAndFiresAtTheSecondPassOfOverlaps() throws {
        let berlin = try TimeZoneRules("Europe/Berlin")
        let nightly = try CronExpression("0 30 2 * * ?")
        func next(_ text: String) -> String? {
            Timestamp(iso8601: text).flatMap { nightly.next(after: $0, in: berlin) }?.description
        }
        #expect(next("2026-03-28T12:00:00+01:00") == "2026-03-30T00:30:00.000Z")
        #expect(next("2026-10-24T12:00:00+02:00") == "2026-10-25T01:30:00.000Z")
        // From within the first pass the clock's reading leads on, so that day's 02:30 is over.
        #expect(next("2026-10-25T02:30:00+02:00") == "2026-10-26T01:30:00.000Z")
        #expect(next("2026-10-25T02:30:00+01:00") == "2026-10-26T01:30:00.000Z")
    }

    private func times(of expression: CronExpression, after: Int64, until: Int64, in zone: TimeZoneRules) -> [Int64] {
        var times: [Int64] = []
        var time = Timestamp(milliseconds: after * 1_000)
        while let next = expression.next(after: time, in: zone), next.milliseconds <= until * 1_000 {
            times.append(next.milliseconds / 1_000)
            time = next
        }
        return times
    }
}
