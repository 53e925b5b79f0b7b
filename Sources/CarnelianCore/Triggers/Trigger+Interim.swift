// Kinds whose search is not here yet have no fire times, so they cannot be stored.
extension RecurrenceTrigger {
    var fault: String? { nil }
    func fireTime(
        after: Timestamp, start: Timestamp, end: Timestamp?, clockChanges: ClockChangePolicy?
    ) -> Timestamp? { nil }
    func firstFireTime(start: Timestamp, end: Timestamp?, clockChanges: ClockChangePolicy?) -> Timestamp? { nil }
}
