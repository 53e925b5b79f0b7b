import CarnelianCore

/// The reader of recurrence rules, and the search for fire times of what it accepts.
struct RecurrenceTarget: FuzzTarget {
    static let name = "recurrence"

    private let zones: [TimeZoneRules]
    private let policies: [ClockChangePolicy?]
    private let seeds: [[UInt8]]

    init() throws {
        zones = try ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "GMT+05:45"]
            .map { try TimeZoneRules($0) }
        policies =
            [nil]
            + ClockChangePolicy.Gap.allCases.flatMap { gap in
                ClockChangePolicy.Overlap.allCases.map { ClockChangePolicy(gap: gap, overlap: $0) }
            }
        seeds = [
            "FREQ=DAILY", "RRULE:FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO,WE,FR", "FREQ=MONTHLY;BYDAY=1SU,-1SU;COUNT=10",
            "FREQ=YEARLY;BYWEEKNO=-1,20;BYDAY=MO", "FREQ=YEARLY;BYYEARDAY=1,-100,200;UNTIL=20301224T180000Z",
            "FREQ=MONTHLY;BYMONTHDAY=-1;BYSETPOS=-1,2;BYHOUR=9,10;BYMINUTE=0,30",
            "FREQ=SECONDLY;INTERVAL=7;BYSECOND=60",
            "freq=hourly;byhour=0;byminute=59;until=20260101", "FREQ=MINUTELY;COUNT=2147483647;INTERVAL=2147483647",
        ].map { Array($0.utf8) }
    }

    func input(_ random: inout FuzzRandom) -> [UInt8] {
        switch random.index(10) {
        case 0: Mutation.bytes(&random, upTo: 60)
        case 1: Mutation.mutate(random.pick(seeds), with: seeds, &random)
        case 2, 3: Mutation.mutate(Array(RecurrenceText.rule(&random).utf8), with: seeds, &random)
        default: Array(RecurrenceText.rule(&random).utf8)
        }
    }

    func check(_ input: [UInt8], _ random: inout FuzzRandom) throws -> Bool {
        let text = String(decoding: input, as: UTF8.self)
        do {
            let rule = try RecurrenceRule(text)
            let again = try RecurrenceRule(rule.text)
            guard again == rule, again.text == rule.text, again.summary == rule.summary, !rule.summary.isEmpty else {
                throw Finding("text does not read back: \(rule.text)")
            }
            try checkTimes(of: rule, &random)
            return true
        } catch let error as RecurrenceParseError {
            guard error.text == text, (1...text.count + 1).contains(error.column), !error.part.isEmpty,
                !error.expected.isEmpty
            else { throw Finding("an error that does not fit the text: \(error)") }
            return false
        }
    }

    /// A few fire times from anywhere, each after the one before.
    private func checkTimes(of rule: RecurrenceRule, _ random: inout FuzzRandom) throws {
        let trigger = RecurrenceTrigger(rule, in: random.pick(zones))
        let policy = random.pick(policies)
        let start = Timestamp(milliseconds: Int64(random.next() % 5_000_000_000_000))
        var time = start.advanced(by: .seconds(-1))
        if random.percent(50) { time = Timestamp(milliseconds: Int64(random.next() % 7_300_000_000_000) - 1_000_000) }
        if random.percent(5) { time = Timestamp(milliseconds: Int64(bitPattern: random.next())) }
        for number in 1...6 {
            let next = trigger.fireTime(after: time, start: start, end: nil, clockChanges: policy)
            guard let next else { return }
            guard next > time, next.milliseconds > start.milliseconds - 1_000 else {
                throw Finding("the time after \(time) in \(trigger.zone) from \(start) is \(next)")
            }
            if let count = rule.count, number > count { throw Finding("a fire beyond COUNT: \(next)") }
            time = next
        }
    }
}
