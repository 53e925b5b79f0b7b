import Carnelian
import Testing

/// Pauses between tries.
@Suite struct BackoffTests {
    @Test func pausesDoubleUpToTheLongest() {
        var backoff = Backoff()
        let pauses = (0..<12).map { _ in backoff.next(jitter: 0) }
        let expected: [Duration] = [20, 40, 80, 160, 320, 640, 1_280, 2_560, 5_120, 10_000, 10_000, 10_000]
            .map { .milliseconds($0) }
        #expect(pauses == expected)
        for _ in 0..<1_000 { _ = backoff.next(jitter: 0) }
        expect(backoff.next(jitter: 0), .seconds(10))
        backoff.reset()
        expect(backoff.next(jitter: 0), .milliseconds(20))
    }

    @Test func jitterTakesUpToAQuarter() {
        var backoff = Backoff(first: .milliseconds(100))
        expect(backoff.next(jitter: 1), .milliseconds(75))
        expect(backoff.next(jitter: 0.5), .milliseconds(175))
        expect(backoff.next(jitter: 7), .milliseconds(300))
    }

    private func expect(_ pause: Duration, _ expected: Duration, _ location: SourceLocation = #_sourceLocation) {
        #expect(pause == expected, sourceLocation: location)
    }
}
