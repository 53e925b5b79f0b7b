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
        self = Self.allCases.first { $0.knownCode(for: kind) == code } ?? .smart
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
        case (.doNothing, .cron), (.doNothing, .foreign): 2
        default: nil
        }
    }
}
