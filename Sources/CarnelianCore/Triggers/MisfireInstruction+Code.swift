extension MisfireInstruction {
    /// Whether a kind of trigger knows the instruction.
    public func fits(_ kind: Trigger.Kind) -> Bool {
        knownCode(for: kind) != nil
    }

    /// Quartz's code, as stored in `MISFIRE_INSTR`; that of `.smart` where the kind does not know the instruction.
    public func code(for kind: Trigger.Kind) -> Int {
        knownCode(for: kind) ?? 0
    }

    /// The instruction of a stored code; `.smart` for codes that Quartz does not define.
    public init(code: Int, for kind: Trigger.Kind) {
        self = Self.quartz.first { $0.knownCode(for: kind) == code } ?? .smart
    }

    private func knownCode(for kind: Trigger.Kind) -> Int? {
        switch (self, kind) {
        case (.ignore, _): -1
        case (.smart, _): 0
        case (.fireNow, _): 1
        case (.nowKeepingCount, .simple): 2
        case (.nowWithRemainingCount, .simple): 3
        case (.nextWithRemainingCount, .simple): 4
        case (.nextKeepingCount, .simple): 5
        case (.doNothing, .simple), (.doNothing, .fixedDelay): nil
        case (.doNothing, _): 2
        case (.catchUp, .fixedDelay), (.catchUp, .foreign): nil
        case (.catchUp, _): -1
        default: nil
        }
    }
}

extension Trigger {
    /// Whether misfires are decided when a node claims the trigger, by its own threshold or bounds, not by the sweep.
    ///
    /// In Quartz's tables such a trigger ignores misfires.
    public var judgesMisfiresAtClaim: Bool {
        if case .catchUp = misfireInstruction { return true }
        return misfireThreshold != nil && misfireInstruction != .ignore
    }

    /// The code for Quartz's `MISFIRE_INSTR` column.
    public var storedMisfireCode: Int {
        judgesMisfiresAtClaim ? MisfireInstruction.ignore.code(for: kind) : misfireInstruction.code(for: kind)
    }

    /// Whether the next fire time passed by more than the trigger's own threshold, or the given one if it has none.
    public func isMisfired(at now: Timestamp, threshold: Duration) -> Bool {
        guard let nextFireTime, misfireInstruction != .ignore else { return false }
        return nextFireTime < now.advanced(by: .zero - (misfireThreshold ?? threshold))
    }

    /// The trigger with its misfire handled, if it was claimed too late and must not fire as it stands; nil: it may fire.
    ///
    /// Only for triggers that judge misfires at the claim. One whose misfire was handled already is judged again by the
    /// given threshold where its own is shorter, so that a threshold of 0 lets the handled fire happen.
    public func misfireHandledAtClaim(
        at now: Timestamp, threshold: Duration, calendar: ExclusionCalendar? = nil
    ) -> Trigger? {
        guard judgesMisfiresAtClaim else { return nil }
        var judged = self
        if missed != nil { judged.misfireThreshold = max(misfireThreshold ?? threshold, threshold) }
        guard judged.isMisfired(at: now, threshold: threshold) else { return nil }
        let handled = applyingMisfire(at: now, calendar: calendar)
        return handled.nextFireTime == nextFireTime ? nil : handled
    }
}
