import CarnelianCore
import Testing

struct JitterTests {
    private static func trigger(
        _ kind: Trigger.Kind, jitter: Duration, name: String = "t", end: Timestamp? = nil
    ) -> Trigger {
        Trigger(
            key: TriggerKey(name), job: JobKey("j"), kind: kind, startTime: Timestamp(milliseconds: 1_795_000_000_000),
            endTime: end, jitter: jitter)
    }

    @Test(arguments: [Duration.milliseconds(1), .milliseconds(999), .seconds(30), .seconds(59), .seconds(86_399)])
    func eachSlotFiresOnceWithinItsJitterAndBeforeTheNextSlot(jitter: Duration) throws {
        let kinds: [Trigger.Kind] = [
            try .cron("0 * * * * ?"), .every(.seconds(60)), try .cron("0 0/7 9-11 ? * MON-FRI"),
        ]
        for kind in kinds {
            let slots = Array(Self.trigger(kind, jitter: .zero).fireTimes.prefix(300))
            let times = Array(Self.trigger(kind, jitter: jitter).fireTimes.prefix(299))
            for (index, time) in times.enumerated() {
                #expect(slots[index] <= time && time < slots[index + 1])
                #expect(slots[index].duration(to: time) < jitter)
            }
        }
    }

    @Test func theDelayDependsOnNothingButKeyAndSlot() throws {
        let trigger = Self.trigger(try .cron("0 0 * * * ?"), jitter: .seconds(1_800))
        let walked = Array(trigger.fireTimes.prefix(200))
        // Asked from any instant between, the same times come.
        for (index, time) in walked.dropLast().enumerated() {
            for offset in [0, 1, 500_000, 1_700_000] {
                let after = Timestamp(milliseconds: time.milliseconds + Int64(offset))
                guard after < walked[index + 1] else { continue }
                #expect(trigger.fireTime(after: after) == walked[index + 1])
            }
        }
        let other = Self.trigger(try .cron("0 0 * * * ?"), jitter: .seconds(1_800), name: "u")
        #expect(Array(other.fireTimes.prefix(200)) != walked)
        let delays = Set(walked.map { $0.milliseconds % 3_600_000 })
        #expect(delays.count > 150, "the delays hardly differ")
    }

    @Test func theDelaysSpreadEvenly() throws {
        let trigger = Self.trigger(.every(.seconds(100)), jitter: .seconds(100))
        var buckets = Array(repeating: 0, count: 10)
        for time in trigger.fireTimes.prefix(10_000) {
            buckets[Int((time.milliseconds - trigger.startTime.milliseconds) % 100_000 / 10_000)] += 1
        }
        #expect(buckets.allSatisfy { (800...1_200).contains($0) }, "\(buckets)")
    }

    @Test func noFireIsCarriedPastTheEnd() throws {
        let end = Timestamp(milliseconds: 1_795_000_000_000 + 10_500)
        let trigger = Self.trigger(.every(.seconds(1)), jitter: .seconds(1), end: end)
        let times = Array(trigger.fireTimes)
        #expect(times.count == 11)
        #expect(times.allSatisfy { $0 < end })
    }
}
