package import CarnelianCore

/// The cron triggers that together fire when one line of a crontab is due.
///
/// Cron knows two ways to combine day of month and day of week that Quartz's dialect has no words for: days in either
/// field, and (when a field begins with `*`) days in both. Such a line fires by its days of the week, with a guard in
/// front of the command that looks at the day of the month; days in either field have a second trigger for the days of
/// the month. So no day is missed and none is served twice.
package struct CrontabDays: Sendable, Hashable {
    /// One trigger's schedule.
    package struct Part: Sendable, Hashable {
        /// The expression, in Quartz's dialect.
        package var expression: CronExpression
        /// What a guard does with the days of the month that `days` holds.
        package var guarding: Guard?
    }

    /// A condition on the day of the month.
    package struct Guard: Sendable, Hashable {
        /// Days of the month.
        package var days: [Int]
        /// Whether the command runs on those days only; otherwise it runs on all others.
        package var admits: Bool

        package init(days: [Int], admits: Bool) {
            self.days = days
            self.admits = admits
        }

        /// Shell text that ends the run with success on a day that is not wanted.
        package func text(in zone: String) -> String {
            let list = days.map(String.init).joined(separator: "|")
            let branches = admits ? "\(list)) ;; *) exit 0 ;;" : "\(list)) exit 0 ;;"
            return """
                case "$(TZ=\(ShellText.quoted(zone)) date -d "@$((CARNELIAN_SCHEDULED_FIRE_TIME / 1000))" +%-d)" in \
                \(branches) esac
                """
        }
    }

    /// One or two parts.
    package var parts: [Part]

    /// The parts for a line's schedule.
    package init(_ entry: CrontabEntry) throws(CronParseError) {
        if let text = entry.expression.quartzText {
            parts = [Part(expression: try CronExpression(text), guarding: nil)]
            return
        }
        // Both day fields are restricted, so there are five fields and no nickname.
        var fields = entry.fields.split(whereSeparator: \.isWhitespace).map(String.init)
        let days = Self.days(in: fields[2])
        fields[2] = "*"
        let byWeekday = try CronExpression(CronExpression(unix: fields.joined(separator: " ")).text)
        let either = entry.expression.quartzTexts
        if either.isEmpty {
            parts = [Part(expression: byWeekday, guarding: Guard(days: days, admits: true))]
        } else {
            parts = [
                Part(expression: try CronExpression(either[0]), guarding: nil),
                Part(expression: byWeekday, guarding: Guard(days: days, admits: false)),
            ]
        }
    }

    /// The days that a day-of-month field names which has been read before.
    private static func days(in field: String) -> [Int] {
        var days = Set<Int>()
        for item in field.split(separator: ",") {
            let parts = item.split(separator: "/")
            let bounds = parts[0].split(separator: "-").compactMap { Int($0) }
            let step = parts.count > 1 ? Int(parts[1]) ?? 1 : 1
            let first = bounds.first ?? 1
            let last = bounds.count > 1 ? bounds[1] : (bounds.isEmpty || parts.count > 1 ? 31 : first)
            days.formUnion(stride(from: first, through: last, by: max(1, step)))
        }
        return days.sorted()
    }
}
