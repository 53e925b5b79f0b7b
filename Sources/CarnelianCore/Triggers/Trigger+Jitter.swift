extension Trigger {
    /// The fire time that stands for a slot of the schedule: later by the hash of key and slot, within the jitter, before
    /// the next slot and before the end.
    func jittered(_ slot: Timestamp, _ calendar: ExclusionCalendar?) -> Timestamp {
        var room = jitter.wholeMilliseconds
        if let next = included(self.slot(after: slot), calendar) {
            room = min(room, next.milliseconds - slot.milliseconds)
        }
        if let endTime { room = min(room, endTime.milliseconds - slot.milliseconds) }
        guard room > 1 else { return slot }
        return Timestamp(milliseconds: slot.milliseconds + Int64(hash(of: slot) % UInt64(room)))
    }

    /// The first jittered fire time after an instant.
    func jitteredFireTime(after instant: Timestamp, _ calendar: ExclusionCalendar?) -> Timestamp? {
        if let slot = lastSlot(upTo: instant, calendar) {
            let time = jittered(slot, calendar)
            if time > instant { return time }
        }
        return included(slot(after: instant), calendar).map { jittered($0, calendar) }
    }

    /// The last slot at or before an instant that is younger than the jitter; older ones have fired by then.
    private func lastSlot(upTo instant: Timestamp, _ calendar: ExclusionCalendar?) -> Timestamp? {
        let oldest = jitter.wholeMilliseconds
        var window: Int64 = min(1_000, oldest)
        while true {
            let from = Timestamp(milliseconds: instant.milliseconds - window)
            if var slot = included(slot(after: from), calendar), slot <= instant {
                while let next = included(self.slot(after: slot), calendar), next <= instant { slot = next }
                return slot
            }
            guard window < oldest else { return nil }
            window = min(window * 4, oldest)
        }
    }

    /// FNV-1a over key and slot, then mixed so that every bit counts.
    private func hash(of slot: Timestamp) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        for byte in key.group.utf8 { add(byte) }
        add(0)
        for byte in key.name.utf8 { add(byte) }
        add(0)
        for shift in 0..<8 { add(UInt8(truncatingIfNeeded: slot.milliseconds >> (8 * Int64(shift)))) }
        hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        hash = (hash ^ (hash >> 33)) &* 0xC4CE_B9FE_1A85_EC53
        return hash ^ (hash >> 33)
    }
}
