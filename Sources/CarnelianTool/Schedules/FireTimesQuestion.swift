import CarnelianCore

/// One line of `carnelian next --stdin`: a schedule in JSON whose fire times are asked for.
package struct FireTimesQuestion: Sendable {
    /// How many fire times may be asked for.
    package static let counts = 1...100_000

    private var trigger: Trigger
    private var calendar: ExclusionCalendar?
    private var count: Int
    private var asksForNotes: Bool

    /// The answer to a line: `{"fireTimes":[…]}`, with `"notes":[…]` where asked for, or `{"error":"…"}`.
    package static func answer(to line: String) -> JSONValue {
        answer(to: Array(line.utf8))
    }

    /// The answer to a line of UTF-8.
    package static func answer(to line: [UInt8]) -> JSONValue {
        do {
            let fields = try QuestionFields(JSONReader.read(line))
            if try fields.text("type") == TransitionsQuestion.type { return try TransitionsQuestion(fields).answer }
            return try FireTimesQuestion(fields).answer
        } catch {
            return mistake(String(describing: error))
        }
    }

    /// The answer to a line that cannot be read.
    package static func mistake(_ message: String) -> JSONValue {
        ["error": .string(message)]
    }

    private init(_ fields: QuestionFields) throws {
        let kind = try Trigger.Kind(fields)
        let start = try fields.time("start")
        let after = try fields.time("after")
        count = Int(
            try fields.integer("count", in: Int64(Self.counts.lowerBound)...Int64(Self.counts.upperBound)) ?? 10)
        trigger = Trigger(
            key: TriggerKey("next"), job: JobKey("next"), kind: kind, startTime: start ?? after ?? currentTime(),
            endTime: try fields.time("end"), clockChanges: try fields.fields("clockChanges").map(ClockChangePolicy.init)
        )
        if let start = start ?? after, let end = trigger.endTime, end < start {
            throw fields.mistake("end", "expected a time that is not before start")
        }
        calendar = try fields.calendar("calendar")
        asksForNotes = try fields.flag("notes") ?? false
        if let after { trigger = trigger.positioned(after: after, calendar: calendar) }
    }

    private var answer: JSONValue {
        guard asksForNotes else {
            let times = trigger.fireTimes(calendar: calendar).prefix(count)
            return ["fireTimes": .array(times.map { .integer($0.milliseconds) })]
        }
        let fires = Array(trigger.preview(calendar: calendar).prefix(count))
        return [
            "fireTimes": .array(fires.map { .integer($0.time.milliseconds) }),
            "notes": .array(fires.flatMap(\.notesJSON)),
        ]
    }
}

extension ClockChangePolicy {
    fileprivate init(_ fields: QuestionFields) throws {
        guard let gap = try fields.text("gap").flatMap(Gap.init(rawValue:)) else {
            throw fields.mistake("gap", "expected one of " + Gap.allCases.map(\.rawValue).joined(separator: ", "))
        }
        guard let overlap = try fields.text("overlap").flatMap(Overlap.init(rawValue:)) else {
            throw fields.mistake(
                "overlap", "expected one of " + Overlap.allCases.map(\.rawValue).joined(separator: ", "))
        }
        self.init(gap: gap, overlap: overlap)
    }
}
