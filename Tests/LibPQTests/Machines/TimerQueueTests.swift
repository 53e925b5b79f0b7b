import LibPQ
import Testing

/// Timers that are moved more often than met.
@Suite struct TimerQueueTests {
    private func at(_ nanoseconds: UInt64) -> MonotonicTime { MonotonicTime(nanoseconds: nanoseconds) }

    private func fireDue(_ queue: inout TimerQueue, _ now: UInt64) {
        while let due = queue.popDue(at: at(now)) { due.fire() }
    }

    @Test func theyFireInOrder() {
        var queue = TimerQueue()
        var fired: [UInt64] = []
        let times: [UInt64] = [50, 10, 40, 20, 30, 10]
        let timers = times.map { time in LoopTimer { fired.append(time) } }
        for (timer, time) in zip(timers, times) { queue.arm(timer, at: at(time)) }
        #expect(queue.next == at(10))
        fireDue(&queue, 30)
        #expect(fired == [10, 10, 20, 30])
        fireDue(&queue, 100)
        #expect(fired == [10, 10, 20, 30, 40, 50])
        #expect(queue.next == nil)
    }

    @Test func movedLaterTheyFireLater() {
        var queue = TimerQueue()
        var fired = 0
        let timer = LoopTimer { fired += 1 }
        for time in 1...1000 { queue.arm(timer, at: at(UInt64(time) * 10)) }
        fireDue(&queue, 9_999)
        #expect(fired == 0)
        fireDue(&queue, 10_000)
        #expect(fired == 1)
        fireDue(&queue, 20_000)
        #expect(fired == 1)
    }

    @Test func movedEarlierTheyFireOnce() {
        var queue = TimerQueue()
        var fired = 0
        let timer = LoopTimer { fired += 1 }
        queue.arm(timer, at: at(100))
        queue.arm(timer, at: at(10))
        fireDue(&queue, 10)
        fireDue(&queue, 200)
        #expect(fired == 1)
    }

    @Test func disarmedTheyDoNotFire() {
        var queue = TimerQueue()
        var fired = 0
        let timer = LoopTimer { fired += 1 }
        queue.arm(timer, at: at(10))
        timer.disarm()
        fireDue(&queue, 20)
        #expect(fired == 0)
        queue.arm(timer, at: at(30))
        fireDue(&queue, 30)
        #expect(fired == 1)
    }

    @Test func durationsAreAddedWithoutOverflow() {
        let time = at(5)
        #expect(time.advanced(by: .nanoseconds(7)) == at(12))
        #expect(time.advanced(by: .seconds(-1)) == time)
        #expect(time.advanced(by: .seconds(Int64.max)) == .never)
        #expect(time.milliseconds(until: at(5)) == 0)
        #expect(time.milliseconds(until: .never) == .max)
    }
}
