import CarnelianCore

/// The fire times of a rule under a policy, found by asking of each instant whether it is one.
struct ModelledFires {
    let rule: WalkedRule
    let zone: TimeZoneRules
    /// Nil: as Quartz.
    let policy: ClockChangePolicy?

    /// Walks by minutes of the clock; the rule has no seconds.
    func byMinutes(in window: ClosedRange<Int64>, from start: Int64? = nil) -> [Int64] {
        atMultiples(of: 60, in: window, from: start)
    }

    /// The fires at readings that are a multiple of so many seconds; those at a transition for skipped readings too.
    ///
    /// Quartz's answer depends on the instant that the search starts from (`start`, the window's begin by default).
    func atMultiples(of step: Int64, in window: ClosedRange<Int64>, from start: Int64? = nil) -> [Int64] {
        var fires: [Int64] = []
        let floor = zone.local(utc: start ?? window.lowerBound)
        for period in periods(in: window) {
            if let gap = period.gapBefore, policy?.gap == .fireAtTransition, window.contains(period.seconds.lowerBound)
            {
                let skipped = stride(
                    from: gap.lowerBound.roundedUp(to: step), to: gap.upperBound, by: Int64.Stride(step))
                if skipped.contains(where: rule.matches) { fires.append(period.seconds.lowerBound) }
            }
            var local = (period.seconds.lowerBound + period.offset).roundedUp(to: step)
            while local - period.offset < period.seconds.upperBound {
                let utc = local - period.offset
                if rule.matches(local: local), counts(utc, local, floor), fires.last != utc { fires.append(utc) }
                local += step
            }
        }
        return fires
    }

    private func counts(_ utc: Int64, _ local: Int64, _ floor: Int64) -> Bool {
        guard case .twice(let first, let second) = zone.instants(local: local) else { return true }
        switch policy?.overlap {
        case .first: return utc == first
        case .second: return utc == second
        case .both: return true
        case nil: return utc == second && local >= floor
        }
    }

    private struct Period {
        var seconds: Range<Int64>
        var offset: Int64
        /// The readings over which clocks were set forward at its begin.
        var gapBefore: Range<Int64>?
    }

    /// The window cut at the changes of the offset.
    private func periods(in window: ClosedRange<Int64>) -> [Period] {
        let cuts = zone.transitions.filter { $0 > window.lowerBound && $0 <= window.upperBound }
        let begins = [window.lowerBound] + cuts
        let isCut = zone.transitions.contains(window.lowerBound)
        return zip(begins, cuts + [window.upperBound + 1]).enumerated().map { number, bounds in
            let offset = zone.local(utc: bounds.0) - bounds.0
            let before = zone.local(utc: bounds.0 - 1) - (bounds.0 - 1)
            let isGap = (number > 0 || isCut) && before < offset
            return Period(
                seconds: bounds.0..<bounds.1, offset: offset,
                gapBefore: isGap ? (bounds.0 + before)..<(bounds.0 + offset) : nil)
        }
    }
}

extension Int64 {
    fileprivate func roundedUp(to step: Int64) -> Int64 {
        (self + step - 1).flooredQuotient(by: step) * step
    }
}
