/// A wall-clock time from 00:00:00 to 23:59:59, in no zone.
public struct TimeOfDay: Sendable, Hashable {
    /// 00:00:00.
    public static let startOfDay = TimeOfDay(hour: 0)
    /// 23:59:59.
    public static let endOfDay = TimeOfDay(hour: 23, minute: 59, second: 59)

    /// The hour, 0 to 23.
    public var hour: Int
    /// The minute, 0 to 59.
    public var minute: Int
    /// The second, 0 to 59.
    public var second: Int

    /// Creates a time; ranges are checked when the trigger that uses it is stored.
    public init(hour: Int, minute: Int = 0, second: Int = 0) {
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    /// Reads `HH:MM` or `HH:MM:SS`, each part in one or two digits.
    ///
    /// Throws `.invalidSyntax` for anything else and for times out of range.
    public init(_ text: String) throws(CarnelianError) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(Self.number)
        guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1],
            let second = parts.count == 3 ? parts[2] : 0,
            case let time = TimeOfDay(hour: hour, minute: minute, second: second), time.isInRange
        else {
            throw CarnelianError(
                .invalidSyntax, "\"\(text)\" is no time of day; expected HH:MM or HH:MM:SS from 00:00:00 to 23:59:59"
            )
        }
        self = time
    }

    /// Seconds since midnight.
    package var seconds: Int { hour * 3_600 + minute * 60 + second }

    /// Whether hour, minute and second are within their ranges.
    package var isInRange: Bool {
        (0...23).contains(hour) && (0...59).contains(minute) && (0...59).contains(second)
    }

    private static func number(_ text: Substring) -> Int? {
        guard (1...2).contains(text.utf8.count), text.utf8.allSatisfy({ $0.decimalDigit != nil }) else { return nil }
        return Int(text)
    }
}

extension TimeOfDay: Comparable {
    /// Earlier comes first.
    public static func < (left: TimeOfDay, right: TimeOfDay) -> Bool {
        (left.hour, left.minute, left.second) < (right.hour, right.minute, right.second)
    }
}

extension TimeOfDay: CustomStringConvertible {
    /// `HH:MM:SS`.
    public var description: String {
        "\(digits(hour, 2)):\(digits(minute, 2)):\(digits(second, 2))"
    }
}

extension TimeOfDay {
    /// `h,m,s`, half of what Quartz's `STR_PROP_3` holds of a daily time interval trigger.
    package var quartzText: String { "\(hour),\(minute),\(second)" }

    /// Reads Quartz's `STR_PROP_3`: start and end of day as `h,m,s,h,m,s`.
    ///
    /// As in Quartz a missing start is 00:00:00 and a missing end 23:59:59; nil for other texts and for times out of range.
    package static func window(quartzText text: String) -> (start: TimeOfDay, end: TimeOfDay)? {
        var parts = text.split(separator: ",", omittingEmptySubsequences: false)
        while parts.last?.isEmpty == true { parts.removeLast() }
        let numbers = parts.compactMap(number)
        guard numbers.count == parts.count, [0, 3, 6].contains(numbers.count) else { return nil }
        let times = stride(from: 0, to: numbers.count, by: 3).map {
            TimeOfDay(hour: numbers[$0], minute: numbers[$0 + 1], second: numbers[$0 + 2])
        }
        guard times.allSatisfy(\.isInRange) else { return nil }
        return (times.first ?? .startOfDay, times.count == 2 ? times[1] : .endOfDay)
    }
}
