/// What a node believes about the server's clock: a line over its monotonic time that never runs backwards.
///
/// When a measurement says that the server is ahead, the reading jumps forward. When it says that the server is behind,
/// the reading goes on at half speed until the server has caught up. Times are in microseconds.
package struct ClockReading: Sendable, Hashable {
    /// Monotonic time of the newest measurement.
    private var measuredAt: Int64
    /// The server's time at that moment, as measured.
    private var measured: Int64
    /// What this node read at that moment; later than `measured` while it is being slowed down.
    private var shown: Int64

    /// A first reading.
    package init(_ measured: Int64, at monotonic: Int64) {
        self.measuredAt = monotonic
        self.measured = measured
        self.shown = measured
    }

    /// The time to show at a monotonic time.
    package func value(at monotonic: Int64) -> Int64 {
        let elapsed = max(0, monotonic - measuredAt)
        return max(measured + elapsed, shown + elapsed / 2)
    }

    /// What the newest measurement says, without slowing down.
    package func target(at monotonic: Int64) -> Int64 {
        measured + max(0, monotonic - measuredAt)
    }

    /// Takes in a new measurement.
    ///
    /// One that differs by no more than its own uncertainty tells nothing new.
    package mutating func update(_ sample: ClockSample) {
        let known = target(at: sample.monotonic)
        guard abs(sample.server - known) > sample.uncertainty else { return }
        shown = value(at: sample.monotonic)
        measured = sample.server
        measuredAt = sample.monotonic
        shown = max(shown, measured)
    }
}

/// One look at the server's clock, in microseconds.
package struct ClockSample: Sendable, Hashable {
    /// Monotonic time in the middle of the round trip.
    package var monotonic: Int64
    /// What the server's clock showed.
    package var server: Int64
    /// Half the round trip: the server's answer is that exact.
    package var uncertainty: Int64

    /// A look that was sent and answered at these monotonic times.
    package init(server: Int64, sent: Int64, received: Int64) {
        self.server = server
        self.monotonic = sent + (received - sent) / 2
        self.uncertainty = (received - sent) / 2
    }
}
