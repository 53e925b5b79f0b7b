/// Which days a cron expression names.
enum CronDays: Sendable, Hashable {
    /// Those of the day-of-month field.
    case month(CronMonthDays)
    /// Those of the day-of-week field.
    case week(CronWeekDays)
    /// Those of either field.
    case either(CronMonthDays, CronWeekDays)
    /// Unix cron with one day field that begins with `*` and yet leaves days out: those of both fields.
    case both(CronMonthDays, CronWeekDays)

    /// The days of the given month, as a set of 1 to 31.
    func set(month: Int, of year: Int) -> CronSet {
        let month = CronMonth(month, of: year)
        switch self {
        case .month(let days): return month.set(days)
        case .week(let days): return month.set(days)
        case .either(let days, let weekdays): return CronSet(bits: month.set(days).bits | month.set(weekdays).bits)
        case .both(let days, let weekdays): return CronSet(bits: month.set(days).bits & month.set(weekdays).bits)
        }
    }
}

/// What a day-of-month field names.
enum CronMonthDays: Sendable, Hashable {
    /// Days by number.
    case numbers(CronSet)
    /// `L`, `L-n`: the last day of the month, or n days before it.
    case last(offset: Int)
    /// `LW`, `L-nW`: the weekday (Monday to Friday) nearest to that day within the month.
    case lastWeekday(offset: Int)
    /// `nW`: the weekday nearest to day n within the month.
    case nearestWeekday(Int)
}

/// What a day-of-week field names; 1 = Sunday.
enum CronWeekDays: Sendable, Hashable {
    /// Each of these days of the week.
    case each(CronSet)
    /// `nL`: the month's last day of that name.
    case last(Int)
    /// `n#k`: the month's k-th day of that name.
    case nth(Int, Int)
}

/// A month: how many days it has and which day of the week it begins on.
private struct CronMonth {
    let length: Int
    /// 1 = Sunday.
    let firstWeekday: Int

    init(_ month: Int, of year: Int) {
        length = CivilDateTime.daysInMonth(month, of: year)
        firstWeekday = CivilDateTime.weekday(
            daysSinceEpoch: CivilDateTime.daysSinceEpoch(year: year, month: month, day: 1)
        )
    }

    func set(_ days: CronMonthDays) -> CronSet {
        switch days {
        case .numbers(let set): CronSet(bits: set.bits & all)
        case .last(let offset): single(length - offset)
        case .lastWeekday(let offset): single(nearestWeekday(to: length - offset))
        case .nearestWeekday(let day): single(nearestWeekday(to: day))
        }
    }

    func set(_ days: CronWeekDays) -> CronSet {
        switch days {
        case .each(let weekdays):
            return CronSet(bits: repeated(weekdays) & all)
        case .last(let weekday):
            let first = 1 + (weekday - firstWeekday + 7) % 7
            return single(first + (length - first) / 7 * 7)
        case .nth(let weekday, let ordinal):
            let day = 1 + (weekday - firstWeekday + 7) % 7 + (ordinal - 1) * 7
            return single(day <= length ? day : 0)
        }
    }

    /// Bits 1 to `length`.
    private var all: UInt64 { (2 << UInt64(length)) - 2 }

    private func single(_ day: Int) -> CronSet {
        day >= 1 ? CronSet(bits: 1 << UInt64(day)) : CronSet()
    }

    /// The weekday set laid over the days of the month: bit d is set if day d is in it.
    private func repeated(_ weekdays: CronSet) -> UInt64 {
        // A week that begins on the first weekday, then that week five times over.
        let week = weekdays.bits >> 1
        let turn = UInt64(firstWeekday - 1)
        let rotated = (week >> turn | week << (7 - turn)) & 0x7F
        let month = rotated | rotated << 7 | rotated << 14 | rotated << 21 | rotated << 28
        return month << 1
    }

    /// Moves a Saturday or Sunday to the nearest weekday without leaving the month; 0 if the month has no such day.
    private func nearestWeekday(to day: Int) -> Int {
        guard day >= 1 else { return 0 }
        let weekday = (firstWeekday - 1 + day - 1) % 7 + 1
        if day > length {
            // The day after a month that ends on a Friday: Quartz goes back to that Friday.
            return day == length + 1 && weekday == 7 ? length : 0
        }
        switch weekday {
        case 7: return day == 1 ? 3 : day - 1
        case 1: return day == length ? day - 2 : day + 1
        default: return day
        }
    }
}
