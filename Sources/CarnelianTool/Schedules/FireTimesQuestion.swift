import CarnelianCore

/// One line of `carnelian next --stdin`: a schedule in JSON whose fire times are asked for.
package struct FireTimesQuestion: Sendable {
    /// How many fire times may be asked for.
    package static let counts = 1...100_000

    private var trigger: Trigger
    private var after: Timestamp?
    private var count: Int

    /// The answer to a line: `{"fireTimes":[…]}` or `{"error":"…"}`.
    package static func answer(to line: String) -> JSONValue {
        do {
            let times = try FireTimesQuestion(JSONReader.read(line)).fireTimes
            return ["fireTimes": .array(times.map { .integer($0.milliseconds) })]
        } catch {
            return ["error": .string(String(describing: error))]
        }
    }

    private init(_ json: JSONValue) throws {
        guard case .object = json else { throw Self.mistake("expected an object") }
        let kind = try Self.kind(json)
        let start = try Self.time(json, "start")
        after = try Self.time(json, "after")
        count = Int(
            try Self.integer(json, "count", in: Int64(Self.counts.lowerBound)...Int64(Self.counts.upperBound)) ?? 10)
        trigger = Trigger(
            key: TriggerKey("next"), job: JobKey("next"), kind: kind, startTime: start ?? after ?? currentTime(),
            endTime: try Self.time(json, "end"))
        if let start = start ?? after, let end = trigger.endTime, end < start {
            throw Self.mistake("end: expected a time that is not before start")
        }
    }

    /// The times, ascending.
    private var fireTimes: [Timestamp] {
        var times: [Timestamp] = []
        var next = after.map { trigger.fireTime(after: $0) } ?? trigger.firstFireTime()
        while let time = next, times.count < count {
            times.append(time)
            next = trigger.fireTime(after: time)
        }
        return times
    }

    private static func kind(_ json: JSONValue) throws -> Trigger.Kind {
        guard case .string(let type)? = json[name: "type"] else {
            throw mistake("type: expected \"cron\" or \"simple\"")
        }
        switch type {
        case "cron":
            guard case .string(let text)? = json[name: "expression"] else {
                throw mistake("expression: expected a cron expression as a string")
            }
            return .cron(CronTrigger(try CronExpression(text), in: try zone(json)))
        case "simple":
            let forever = Int64(SimpleTrigger.forever)
            let repeats = try integer(json, "repeatCount", in: forever...Int64(Int32.max)) ?? 0
            let interval = try integer(json, "repeatInterval", in: 0...Int64.max) ?? 0
            guard repeats == 0 || interval > 0 else {
                throw mistake("repeatInterval: expected milliseconds above 0, because repeatCount is \(repeats)")
            }
            return .simple(SimpleTrigger(repeatCount: Int(repeats), interval: interval))
        default:
            throw mistake("type \"\(type)\" is not supported; expected \"cron\" or \"simple\"")
        }
    }

    private static func zone(_ json: JSONValue) throws -> TimeZoneRules {
        switch json[name: "timeZone"] {
        case nil, .null: .utc
        case .string(let name): try TimeZoneRules(name)
        default: throw mistake("timeZone: expected a zone's name, as \"Europe/Berlin\"")
        }
    }

    private static func time(_ json: JSONValue, _ name: String) throws -> Timestamp? {
        // Beyond these, some 290,000 years from now, sums would leave 64 bits.
        let range = Int64.min / 1_000...Int64.max / 1_000
        return try integer(json, name, in: range).map(Timestamp.init(milliseconds:))
    }

    private static func integer(_ json: JSONValue, _ name: String, in range: ClosedRange<Int64>) throws -> Int64? {
        switch json[name: name] {
        case nil, .null: return nil
        case .integer(let value) where range.contains(value): return value
        case .number(let value) where Int64(exactly: value).map(range.contains) == true: return Int64(exactly: value)
        default: throw mistake("\(name): expected a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
    }

    private static func mistake(_ message: String) -> ToolError {
        ToolError(.invalidQuestion, message)
    }
}
