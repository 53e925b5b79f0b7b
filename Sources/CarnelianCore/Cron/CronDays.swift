/// Which days of a month a cron expression names.
enum CronDays: Sendable, Hashable {
    /// Days of the month.
    case month(CronSet)
    /// `L`, `L-n`: the last day of the month, or n days before it.
    case last(offset: Int)
    /// `LW`, `L-nW`: the weekday (Monday to Friday) nearest to that day within the month.
    case lastWeekday(offset: Int)
    /// `nW`: the weekday nearest to day n within the month.
    case nearestWeekday(Int)
    /// Days of the week, 1 = Sunday.
    case week(CronSet)
    /// `nL`: the month's last day of that name.
    case lastOfWeek(Int)
    /// `n#k`: the month's k-th day of that name.
    case nthOfWeek(Int, Int)
    /// Unix cron with both day fields restricted: days in either set.
    case either(month: CronSet, week: CronSet)
    /// Unix cron with one day field that begins with `*` and yet leaves days out: days in both sets.
    case both(month: CronSet, week: CronSet)

    /// The days of the given month, as a set of 1 to 31.
    func set(month: Int, of year: Int) -> CronSet {
        let length = CivilDateTime.daysInMonth(month, of: year)
        // Bits 1 to `length`.
        let month1 = CronSet(bits: (2 << UInt64(length)) - 2)
        let firstWeekday = CivilDateTime.weekday(
            daysSinceEpoch: CivilDateTime.daysSinceEpoch(year: year, month: month, day: 1)
        )
        switch self {
        case .month(let days):
            return CronSet(bits: days.bits & month1.bits)
        case .last(let offset):
            return single(length - offset)
        case .lastWeekday(let offset):
            return single(nearestWeekday(to: length - offset, length: length, firstWeekday: firstWeekday))
        case .nearestWeekday(let day):
            return single(nearestWeekday(to: day, length: length, firstWeekday: firstWeekday))
        case .week(let weekdays):
            return CronSet(bits: repeated(weekdays, firstWeekday: firstWeekday) & month1.bits)
        case .lastOfWeek(let weekday):
            let first = 1 + (weekday - firstWeekday + 7) % 7
            return single(first + (length - first) / 7 * 7)
        case .nthOfWeek(let weekday, let ordinal):
            let day = 1 + (weekday - firstWeekday + 7) % 7 + (ordinal - 1) * 7
            return single(day <= length ? day : 0)
        case .either(let days, let weekdays):
            return CronSet(bits: (days.bits | repeated(weekdays, firstWeekday: firstWeekday)) & month1.bits)
        case .both(let days, let weekdays):
            return CronSet(bits: days.bits & repeated(weekdays, firstWeekday: firstWeekday) & month1.bits)
        }
    }

    private func single(_ day: Int) -> CronSet {
        day >= 1 ? CronSet(bits: 1 << UInt64(day)) : CronSet()
    }

    /// The weekday set laid over the days of a month that begins on `firstWeekday`: bit d is set if day d is in it.
    private func repeated(_ weekdays: CronSet, firstWeekday: Int) -> UInt64 {
        // A week that begins on the first weekday, then that week five times over.
        let week = weekdays.bits >> 1
        let turn = UInt64(firstWeekday - 1)
        let rotated = (week >> turn | week << (7 - turn)) & 0x7F
        let month = rotated | rotated << 7 | rotated << 14 | rotated << 21 | rotated << 28
        return month << 1
    }

    /// Moves a Saturday or Sunday to the nearest weekday without leaving the month; 0 if the month has no such day.
    private func nearestWeekday(to day: Int, length: Int, firstWeekday: Int) -> Int {
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
