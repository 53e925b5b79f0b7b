/// Texts from the grammar of recurrence rules, now and then with a part or a value that does not fit.
enum RecurrenceText {
    static func rule(_ random: inout FuzzRandom) -> String {
        let frequency = random.pick(frequencies)
        var parts = ["FREQ=" + frequency]
        if random.percent(40) {
            parts.append(
                "INTERVAL=\(1 + random.index(random.percent(70) ? 10 : random.percent(90) ? 100_000 : 2_147_483_647))")
        }
        switch random.index(5) {
        case 0: parts.append("COUNT=\(1 + random.index(random.percent(60) ? 5 : 2_147_483_647))")
        case 1: parts.append("UNTIL=" + until(&random))
        default: break
        }
        for (name, limit, chance) in [("BYSECOND", 60, 20), ("BYMINUTE", 59, 20), ("BYHOUR", 23, 20)]
        where random.percent(chance) {
            parts.append(name + "=" + list(&random) { "\($0.index(limit + 1))" })
        }
        if random.percent(20) { parts.append("BYMONTH=" + list(&random) { "\(1 + $0.index(12))" }) }
        if random.percent(20) { parts.append("BYMONTHDAY=" + list(&random) { signed(31, &$0) }) }
        if random.percent(frequency == "YEARLY" ? 20 : 4) {
            parts.append("BYWEEKNO=" + list(&random) { signed(53, &$0) })
        }
        if random.percent(frequency == "YEARLY" ? 20 : 8) {
            parts.append("BYYEARDAY=" + list(&random) { signed(366, &$0) })
        }
        if random.percent(30) {
            let isNumbered = frequency == "YEARLY" || frequency == "MONTHLY" ? 50 : 3
            parts.append(
                "BYDAY=" + list(&random) { ($0.percent(isNumbered) ? signed(6, &$0) : "") + $0.pick(days) })
        }
        if random.percent(20) { parts.append("BYSETPOS=" + list(&random) { signed($0.percent(70) ? 4 : 366, &$0) }) }
        if random.percent(20) { parts.append("WKST=" + random.pick(days)) }
        if random.percent(3) { parts.append(random.pick(parts)) }
        parts.shuffle(using: &random)
        let text = parts.joined(separator: ";")
        return random.percent(10) ? "rrule:" + text.lowercased() : text
    }

    private static let frequencies = ["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
    private static let days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

    private static func list(_ random: inout FuzzRandom, _ item: (inout FuzzRandom) -> String) -> String {
        (0...(random.percent(50) ? 0 : random.index(8))).map { _ in item(&random) }.joined(separator: ",")
    }

    private static func signed(_ limit: Int, _ random: inout FuzzRandom) -> String {
        let number = (random.percent(1) ? 0 : 1) + random.index(limit)
        return random.percent(40) ? "-\(number)" : random.percent(5) ? "+\(number)" : "\(number)"
    }

    private static func until(_ random: inout FuzzRandom) -> String {
        func digits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let date =
            "\(1960 + random.index(250))" + digits(1 + random.index(12))
            + digits(1 + random.index(random.percent(90) ? 28 : 32))
        guard random.percent(70) else { return date }
        let time = digits(random.index(24)) + digits(random.index(60)) + digits(random.index(60))
        return date + "T" + time + (random.percent(50) ? "Z" : "")
    }
}
