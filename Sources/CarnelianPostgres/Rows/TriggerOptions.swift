import CarnelianCore
import LibPQ

/// What Quartz's tables have no place for in a trigger's schedule: a row of `trigger_options`.
struct TriggerOptions: Sendable, Hashable {
    /// The rule in Quartz's tables that the options belong to, in words.
    var rule: String
    var isFixedDelay = false
    var recurrenceRule: String?
    var zone: String?
    var jitter: Int64?
    var gap: String?
    var overlap: String?
    var misfireThreshold: Int64?
    var misfireCode: Int16?
    var catchUpMax: Int32?
    var catchUpWithin: Int64?

    /// The options of a trigger; nil for one that Quartz's tables hold whole.
    init?(_ trigger: Trigger) {
        rule = QuartzRule(trigger).text
        switch trigger.kind {
        case .fixedDelay: isFixedDelay = true
        case .recurrence(let recurrence): recurrenceRule = recurrence.rule.text
        case .dailyTimeInterval(let daily): zone = daily.zone?.identifier
        case .simple, .cron, .calendarInterval, .foreign: break
        }
        jitter = trigger.jitter > .zero ? trigger.jitter.wholeMilliseconds : nil
        gap = trigger.clockChanges?.gap.rawValue
        overlap = trigger.clockChanges?.overlap.rawValue
        misfireThreshold = trigger.misfireThreshold?.wholeMilliseconds
        if case .catchUp(let most, let age) = trigger.misfireInstruction {
            catchUpMax = Int32(clamping: most)
            catchUpWithin = age.wholeMilliseconds
        } else if trigger.judgesMisfiresAtClaim {
            misfireCode = Int16(clamping: trigger.misfireInstruction.code(for: trigger.kind))
        }
        let isNeeded =
            isFixedDelay || recurrenceRule != nil || zone != nil || jitter != nil || gap != nil
            || misfireThreshold != nil || catchUpMax != nil
        guard isNeeded else { return nil }
    }

    /// Reads 11 columns from `offset` on; nil where there is no row.
    init?(_ row: PQRow, at offset: Int) throws(PQError) {
        guard let rule = try row.stringIfPresent(offset) else { return nil }
        self.rule = rule
        isFixedDelay = try row.boolIfPresent(offset + 1) ?? false
        recurrenceRule = try row.stringIfPresent(offset + 2)
        zone = try row.stringIfPresent(offset + 3)
        jitter = try row.int64IfPresent(offset + 4)
        gap = try row.stringIfPresent(offset + 5)
        overlap = try row.stringIfPresent(offset + 6)
        misfireThreshold = try row.int64IfPresent(offset + 7)
        misfireCode = try row.int64IfPresent(offset + 8).map { Int16(clamping: $0) }
        catchUpMax = try row.int64IfPresent(offset + 9).map { Int32(clamping: $0) }
        catchUpWithin = try row.int64IfPresent(offset + 10)
    }

    /// The kind that a trigger is of, given the one in Quartz's tables.
    /// - Throws: what cannot be read.
    func kind(over quartz: QuartzRule.Kind) throws -> Trigger.Kind {
        switch quartz {
        case .simple(let rule) where isFixedDelay:
            return .fixedDelay(FixedDelayTrigger(delay: rule.interval, repeatCount: rule.repeatCount))
        case .calendarInterval(let rule):
            guard let recurrenceRule else { return Trigger.Kind(quartz) }
            return .recurrence(RecurrenceTrigger(try RecurrenceRule(recurrenceRule), in: rule.zone))
        case .dailyTimeInterval(var rule):
            rule.zone = try zone.map { identifier in try TimeZoneRules(identifier) }
            return .dailyTimeInterval(rule)
        case .simple, .cron, .foreign:
            return Trigger.Kind(quartz)
        }
    }

    /// Sets what the options say about a trigger whose kind is set.
    /// - Throws: what cannot be read.
    func apply(to trigger: inout Trigger) throws {
        trigger.jitter = .milliseconds(jitter ?? 0)
        trigger.misfireThreshold = misfireThreshold.map { .milliseconds($0) }
        if gap != nil || overlap != nil {
            guard let gap = gap.flatMap(ClockChangePolicy.Gap.init), let overlap = overlap.flatMap(Self.overlap) else {
                throw UnreadableOption(column: "clock_gap or clock_overlap", value: "\(gap ?? "")/\(overlap ?? "")")
            }
            trigger.clockChanges = ClockChangePolicy(gap: gap, overlap: overlap)
        }
        if let catchUpMax, let catchUpWithin {
            trigger.misfireInstruction = .catchUp(max: Int(catchUpMax), within: .milliseconds(catchUpWithin))
        } else if let misfireCode {
            trigger.misfireInstruction = MisfireInstruction(code: Int(misfireCode), for: trigger.kind)
        }
    }

    private static func overlap(_ text: String) -> ClockChangePolicy.Overlap? {
        ClockChangePolicy.Overlap(rawValue: text)
    }
}

/// A value in `trigger_options` that this version cannot read.
private struct UnreadableOption: Error, CustomStringConvertible {
    var column: String
    var value: String

    var description: String { "trigger_options has \"\(value)\" in \(column)" }
}
