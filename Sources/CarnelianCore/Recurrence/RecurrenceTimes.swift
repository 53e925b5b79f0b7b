/// The times within one slot of a recurrence: all combinations of some hours, minutes and seconds.
struct RecurrenceTimes: Sendable {
    let hours: CronSet
    let minutes: CronSet
    let seconds: CronSet
    /// How many times there are.
    let count: Int

    init(hours: CronSet, minutes: CronSet, seconds: CronSet) {
        self.hours = hours
        self.minutes = minutes
        self.seconds = seconds
        count = hours.count * minutes.count * seconds.count
    }

    /// How many of the times lie before `second` of the slot.
    func number(before second: Int) -> Int {
        let (hour, minute) = (second / 3_600, second / 60 % 60)
        var number = hours.number(below: hour) * minutes.count * seconds.count
        guard hours.contains(hour) else { return number }
        number += minutes.number(below: minute) * seconds.count
        return minutes.contains(minute) ? number + seconds.number(below: second % 60) : number
    }

    /// The time at a place from 0 on, as seconds of the slot.
    subscript(place: Int) -> Int {
        let (minutePlace, secondPlace) = (place / seconds.count, place % seconds.count)
        let hour = hours.member(minutePlace / minutes.count)
        return hour * 3_600 + minutes.member(minutePlace % minutes.count) * 60 + seconds.member(secondPlace)
    }
}

extension CronSet {
    /// How many members are less than `value`; 0 to 63.
    func number(below value: Int) -> Int {
        (bits & (1 << UInt64(value) - 1)).nonzeroBitCount
    }

    /// The member at a place from 0 on.
    func member(_ place: Int) -> Int {
        var rest = bits
        for _ in 0..<place { rest &= rest - 1 }
        return rest.trailingZeroBitCount
    }
}
