/// Texts from the grammar of the cron dialects, now and then with a value that is out of range.
enum CronText {
    static func expression(_ random: inout FuzzRandom) -> String {
        if random.percent(15) {
            return [(0, 59), (0, 23), (1, 31), (1, 12), (0, 7)].map { field($0.0...$0.1, &random) }
                .joined(separator: " ")
        }
        var fields = [field(0...59, &random), field(0...59, &random), field(0...23, &random)]
        let both = random.percent(10)
        let month = random.percent(50)
        fields.append(month || both ? monthDays(&random) : "?")
        fields.append(random.percent(20) ? names(months, &random) : field(1...12, &random))
        fields.append(!month || both ? weekDays(&random) : "?")
        if random.percent(20) { fields.append(field(1970...2199, &random)) }
        return fields.joined(separator: random.percent(5) ? "\t " : " ")
    }

    private static let months = ["JAN", "feb", "Mar", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
    private static let days = ["SUN", "mon", "Tue", "WED", "THU", "FRI", "SAT"]

    private static func monthDays(_ random: inout FuzzRandom) -> String {
        let day = 1 + random.index(32)
        switch random.index(8) {
        case 0: return "L"
        case 1: return "L-\(day)"
        case 2: return "LW"
        case 3: return "L-\(day)W"
        case 4: return "\(day)W"
        default: return field(1...31, &random)
        }
    }

    private static func weekDays(_ random: inout FuzzRandom) -> String {
        let day = random.percent(30) ? random.pick(days) : "\(1 + random.index(7))"
        switch random.index(8) {
        case 0: return "L"
        case 1: return day + "L"
        case 2: return day + "#\(1 + random.index(6))"
        case 3: return names(days, &random)
        default: return field(1...7, &random)
        }
    }

    private static func names(_ names: [String], _ random: inout FuzzRandom) -> String {
        random.percent(50) ? random.pick(names) : "\(random.pick(names))-\(random.pick(names)),\(random.pick(names))"
    }

    private static func field(_ range: ClosedRange<Int>, _ random: inout FuzzRandom) -> String {
        if random.percent(35) { return "*" }
        return (0...(random.percent(80) ? 0 : random.index(6))).map { _ in item(range, &random) }.joined(separator: ",")
    }

    private static func item(_ range: ClosedRange<Int>, _ random: inout FuzzRandom) -> String {
        let value = number(range, &random)
        switch random.index(6) {
        case 0: return "*/\(number(1...range.upperBound, &random))"
        case 1: return "\(value)/\(number(1...range.upperBound, &random))"
        case 2: return "\(value)-\(number(range, &random))"
        case 3: return "\(value)-\(number(range, &random))/\(number(1...range.upperBound, &random))"
        case 4 where random.percent(20): return "/\(value)"
        default: return "\(value)"
        }
    }

    private static func number(_ range: ClosedRange<Int>, _ random: inout FuzzRandom) -> Int {
        random.percent(2) ? random.index(3_000_000_000) : range.lowerBound + random.index(range.count)
    }
}
