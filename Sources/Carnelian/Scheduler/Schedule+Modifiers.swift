public import CarnelianCore

extension Schedule {
    /// The same schedule, each fire later by an amount of its own below `jitter`; see `Trigger.jitter`.
    public func jitter(_ jitter: Duration) -> Schedule {
        with { $0.jitter = jitter }
    }

    /// The same schedule with a policy for local times that clock changes skip or repeat, instead of Quartz's.
    public func clockChanges(_ policy: ClockChangePolicy) -> Schedule {
        with { $0.clockChanges = policy }
    }

    /// The same schedule with what happens to a fire that was missed.
    public func misfire(_ instruction: MisfireInstruction) -> Schedule {
        with { $0.misfire = instruction }
    }

    /// The same schedule with a misfire threshold of its own, 0 allowed; see `Trigger.misfireThreshold`.
    public func misfireThreshold(_ threshold: Duration) -> Schedule {
        with { $0.misfireThreshold = threshold }
    }

    /// The same schedule without the times that a stored calendar excludes.
    public func calendar(_ name: String) -> Schedule {
        with { $0.calendarName = name }
    }

    private func with(_ change: (inout Schedule) -> Void) -> Schedule {
        var schedule = self
        change(&schedule)
        return schedule
    }
}
