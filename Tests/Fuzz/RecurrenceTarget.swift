import CarnelianCore

/// The reader of RFC 5545's recurrence rules, and the search for fire times of what it accepts.
struct RecurrenceTarget: FuzzTarget {
    static let name = "recurrence"

    private let zones: [TimeZoneRules]
    private let policies: [ClockChangePolicy?]
    private let seeds: [[UInt8]]

    init() throws {
        zones = try ["UTC", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"].map { try TimeZoneRules($0) }
        policies = [
            nil, ClockChangePolicy(gap: .skip, overlap: .second), .init(gap: .fireAtTransition, overlap: .both),
        ]
        seeds = [
            "FREQ=YEARLY;INTERVAL=2;BYMONTH=1;BYDAY=SU;BYHOUR=8,9;BYMINUTE=30", "RRULE:FREQ=MONTHLY;COUNT=6;BYDAY=-2MO",
            "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;WKST=SU", "FREQ=DAILY;UNTIL=19971224T000000Z", "FREQ=SECONDLY",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1,3", "FREQ=YEARLY;BYYEARDAY=-366;BYSECOND=60",
        ].map { Array($0.utf8) }
    }

    func input(_ random: inout FuzzRandom) -> [UInt8] {
        switch random.index(10) {
        case 0: Mutation.bytes(&random, upTo: 60)
        case 1, 2: Mutation.mutate(random.pick(seeds), with: seeds, &random)
        case 3, 4: Mutation.mutate(Array(text(&random).utf8), with: seeds, &random)
        default: Array(text(&random).utf8)
        }
    }

    func check(_ input: [UInt8], _ random: inout FuzzRandom) throws -> Bool {
        let text = String(decoding: input, as: UTF8.self)
        let rule: RecurrenceRule
        do {
            rule = try RecurrenceRule(text)
        } catch {
            guard error.text == text, (1...text.count + 1).contains(error.column), !error.expected.isEmpty else {
                throw Finding("an error that does not fit the text: \(error)")
            }
            return false
        }
        guard try RecurrenceRule(rule.text) == rule, try RecurrenceRule(rule.text).text == rule.text else {
            throw Finding("text does not read back")
        }
        guard !rule.summary.isEmpty else { throw Finding("no summary") }
        try checkTimes(of: rule, &random)
        return true
    }

    /// The first fire times from a start, and one from further on, each after the one before.
    private func checkTimes(of rule: RecurrenceRule, _ random: inout FuzzRandom) throws {
        let trigger = RecurrenceTrigger(rule, in: random.pick(zones))
        let policy = random.pick(policies)
        let start = Timestamp(milliseconds: Int64(random.next() % 5_000_000_000_000))
        var time = start.advanced(by: .seconds(-1))
        for step in 0..<3 {
            if step == 2 { time = time.advanced(by: .seconds(Int64(random.next() % 1_000_000_000))) }
            guard let next = trigger.fireTime(after: time, start: start, end: nil, clockChanges: policy) else { return }
            guard next > time else { throw Finding("the time after \(time) in \(trigger.zone) is \(next)") }
            time = next
        }
    }

    /// A rule from the grammar, now and then with a value that is out of range.
    private func text(_ random: inout FuzzRandom) -> String {
        let frequency = random.pick(["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY", "daily"])
        var parts = ["FREQ=" + frequency]
        if random.percent(40) { parts.append("INTERVAL=\(1 + random.index(random.percent(5) ? 3_000_000 : 40))") }
        switch random.index(6) {
        case 0: parts.append("COUNT=\(1 + random.index(random.percent(5) ? 3_000_000_000 : 50))")
        case 1: parts.append("UNTIL=20\(10 + random.index(90))1224T000000Z")
        default: break
        }
        let limits: [(name: String, range: ClosedRange<Int>)] = [
            ("BYSECOND", 0...60), ("BYMINUTE", 0...59), ("BYHOUR", 0...23), ("BYMONTHDAY", -31...31),
            ("BYYEARDAY", -366...366), ("BYWEEKNO", -53...53), ("BYMONTH", 1...12), ("BYSETPOS", -366...366),
        ]
        for limit in limits where random.percent(15) {
            parts.append("\(limit.name)=\(list(&random) { "\(limit.range.lowerBound + $0.index(limit.range.count))" })")
        }
        if random.percent(30) {
            parts.append(
                "BYDAY="
                    + list(&random) { random in
                        (random.percent(30) ? "\(random.index(11) - 5)" : "")
                            + random.pick(["MO", "TU", "we", "TH", "FR", "SA", "SU"])
                    })
        }
        if random.percent(10) { parts.append("WKST=" + random.pick(["MO", "SU", "WE"])) }
        return (random.percent(10) ? "RRULE:" : "") + parts.joined(separator: ";")
    }

    private func list(_ random: inout FuzzRandom, _ item: (inout FuzzRandom) -> String) -> String {
        (0...(random.percent(70) ? 0 : random.index(6))).map { _ in item(&random) }.joined(separator: ",")
    }
}
