package import CarnelianCore

// Calendars as JSON: {"type":"weekly","days":[1,7],"timeZone":"UTC","description":"…","base":{…}}.

extension ExclusionCalendar {
    /// Reads a calendar and the chain below it: an object, or a Java object stream in base64.
    package init(json: JSONValue, path: String = "") throws {
        if case .string(let text) = json {
            guard let bytes = Base64.decode(text) else {
                throw ToolError(.invalidQuestion, "expected an object, or a Java object stream in base64")
            }
            try self.init(javaStream: bytes)
        } else {
            try self.init(QuestionFields(json, path: path))
        }
    }

    /// Reads a calendar from a file that holds JSON; `-` is standard input.
    init(file: String) throws {
        let text = try TextFile.read(file)
        do {
            try self.init(json: JSONReader.read(text))
        } catch {
            throw ToolError(.unusableFile, "\(file): \(error)")
        }
    }

    private init(_ fields: QuestionFields) throws {
        let zone = try fields.zone("timeZone")
        try self.init(
            Rule(fields, zone: zone), base: try fields.calendar("base"), zone: zone,
            description: try fields.text("description"))
    }
}

extension ExclusionCalendar.Rule {
    private static let types = #""holiday", "weekly", "monthly", "annual", "daily", "cron" or "none""#

    fileprivate init(_ fields: QuestionFields, zone: TimeZoneRules?) throws {
        switch try fields.required("type", "expected \(Self.types)") {
        case "holiday":
            self = .holiday(try Set(fields.texts("dates", "dates").map { try Timestamp(holiday: $0, in: zone) }))
        case "weekly": self = .weekly(try fields.days)
        case "monthly": self = .monthly(try fields.days)
        case "annual":
            self = .annual(try Set(fields.texts("days", "days").map(ExclusionCalendar.MonthDay.init(text:))))
        case "daily":
            self = .daily(
                ExclusionCalendar.DailyRange(
                    start: try ExclusionCalendar.DailyRange.reading(fields.required("from", "expected HH:MM:SS")),
                    end: try ExclusionCalendar.DailyRange.reading(fields.required("to", "expected HH:MM:SS")),
                    isInverted: try fields.flag("inverted") ?? false))
        case "cron":
            self = .cron(try CronExpression(fields.required("expression", "expected a cron expression as a string")))
        case "none": self = .none
        case let type: throw fields.mistake("type", "\"\(type)\" is not known; expected \(Self.types)")
        }
    }
}

extension QuestionFields {
    /// A calendar in JSON.
    func calendar(_ name: String) throws -> ExclusionCalendar? {
        try self[name].map { try ExclusionCalendar(json: $0, path: path + name + ".") }
    }

    fileprivate func required(_ name: String, _ expected: String) throws(ToolError) -> String {
        guard let text = try text(name) else { throw mistake(name, expected) }
        return text
    }

    fileprivate func texts(_ name: String, _ what: String) throws(ToolError) -> [String] {
        guard let texts: [String] = try texts(name) else { throw mistake(name, "expected an array of \(what)") }
        return texts
    }

    fileprivate var days: Set<Int> {
        get throws(ToolError) {
            guard let days = try integers("days") else { throw mistake("days", "expected an array of days") }
            return Set(days)
        }
    }
}

extension Timestamp {
    /// Reads a member of a holiday calendar: a date, or an ISO 8601 time that is the first instant of a day somewhere.
    package init(holiday text: String, in zone: TimeZoneRules?) throws {
        if let time = Timestamp(iso8601: text) {
            self = time
        } else {
            self = try Timestamp(startOf: CalendarDate(text), in: zone)
        }
    }

    /// The instant by which holiday calendars of a zone know a date.
    init(startOf date: CalendarDate, in zone: TimeZoneRules?) throws {
        guard case .holiday(let starts) = try ExclusionCalendar.holidays([date], zone: zone).rule,
            let start = starts.first
        else { throw ToolError(.invalidQuestion, "\(date): no such day") }
        self = start
    }
}

extension ExclusionCalendar.MonthDay {
    /// Reads `MM-DD`.
    package init(text: String) throws {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let isDay = parts.count == 2 && parts.allSatisfy { $0.utf8.count == 2 && $0.utf8.allSatisfy(\.isDigit) }
        guard isDay, let month = Int(parts[0]), let day = Int(parts[1]) else {
            throw ToolError(.invalidQuestion, "\"\(text)\" is no day of a year; expected MM-DD")
        }
        self.init(month: month, day: day)
    }
}

extension ExclusionCalendar.DailyRange {
    /// Reads a time of the day, `HH:MM`, `HH:MM:SS` or `HH:MM:SS.mmm`, in milliseconds from 00:00:00.
    package static func reading(_ text: String) throws -> Int {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let time = try TimeOfDay(String(parts[0]))
        guard parts.count == 2 else { return time.seconds * 1_000 }
        guard parts[1].utf8.count == 3, parts[1].utf8.allSatisfy(\.isDigit), let milliseconds = Int(parts[1]) else {
            throw ToolError(.invalidQuestion, "\"\(text)\" is no time of day; expected HH:MM:SS or HH:MM:SS.mmm")
        }
        return time.seconds * 1_000 + milliseconds
    }
}
