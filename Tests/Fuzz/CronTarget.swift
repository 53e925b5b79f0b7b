import CarnelianCore

/// The cron parser, in both dialects, and the search for fire times of what it accepts.
struct CronTarget: FuzzTarget {
    static let name = "cron"

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
            "0 0 12 * * ?", "0/5 * * * * ?", "0 15 10 L-3W * ?", "0 15 10 ? * 6#3", "0 0 0 29 2 ? 2024/4",
            "0 0-59/7 22-2 15W JAN,MAR-MAY ?", "0 0 0 ? NOV-FEB MON-FRI,SUN 1970-2199", "0 0 12 13 * FRIL",
            "*/5 9-17 * jan-mar mon-fri", "0 12 13 * 5", "@daily", "@reboot", "0 0 0 * * ? 99999999999999999999",
        ].map { Array($0.utf8) }
    }

    func input(_ random: inout FuzzRandom) -> [UInt8] {
        switch random.index(10) {
        case 0: return Mutation.bytes(&random, upTo: 40)
        case 1, 2: return Mutation.mutate(random.pick(seeds), with: seeds, &random)
        case 3, 4, 5: return Mutation.mutate(Array(CronText.expression(&random).utf8), with: seeds, &random)
        default: return Array(CronText.expression(&random).utf8)
        }
    }

    func check(_ input: [UInt8], _ random: inout FuzzRandom) throws -> Bool {
        let text = String(decoding: input, as: UTF8.self)
        let strict = try check(text, &random) { text throws(CronParseError) in try CronExpression(text) }
        let unix = try check(text, &random) { text throws(CronParseError) in try CronExpression(unix: text) }
        let both = try check(text, &random) { text throws(CronParseError) in
            try CronExpression(text, allowingBothDays: true)
        }
        guard both || !strict else { throw Finding("accepted, but not where both day fields may name days") }
        return both || unix
    }

    private func check(
        _ text: String, _ random: inout FuzzRandom, _ read: (String) throws(CronParseError) -> CronExpression
    ) throws -> Bool {
        do {
            let expression = try read(text)
            try checkText(of: expression, read)
            try checkTimes(of: expression, &random)
            return true
        } catch let error as CronParseError {
            guard error.text == text, (1...text.count + 1).contains(error.column), !error.field.isEmpty,
                !error.expected.isEmpty
            else { throw Finding("an error that does not fit the text: \(error)") }
            return false
        }
    }

    private func checkText(
        of expression: CronExpression, _ read: (String) throws(CronParseError) -> CronExpression
    ) throws {
        guard !expression.summary.isEmpty else { throw Finding("no summary") }
        let parts = expression.quartzTexts
        if let text = expression.quartzText {
            guard parts == [text], try CronExpression(text) == expression else {
                throw Finding("text does not read back")
            }
        } else {
            guard try read(expression.text) == expression else { throw Finding("text does not read back") }
            guard parts.count != 1 else { throw Finding("one text in Quartz's dialect, and none") }
            for part in parts { _ = try CronExpression(part) }
        }
    }

    /// A few fire times from anywhere, each after the one before.
    private func checkTimes(of expression: CronExpression, _ random: inout FuzzRandom) throws {
        let zone = random.pick(zones)
        let policy = random.pick(policies)
        var time = Timestamp(milliseconds: Int64(random.next() % 7_300_000_000_000) - 1_000_000)
        if random.percent(5) { time = Timestamp(milliseconds: Int64(bitPattern: random.next())) }
        for _ in 0..<4 {
            guard let next = expression.next(after: time, in: zone, clockChanges: policy) else { return }
            guard next > time else { throw Finding("the time after \(time) in \(zone) is \(next)") }
            time = next
        }
    }
}
