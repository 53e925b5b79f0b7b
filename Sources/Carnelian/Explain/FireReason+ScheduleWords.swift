import CarnelianCore

extension FireReason {
    /// The sentences about the schedule.
    var scheduleWords: String {
        switch self {
        case .complete(let ending): "It has no further fire time: \(ending)."
        case .lastFire(let ending): "The next fire is its last: \(ending)."
        case .endsBeforeNextFire(let end, let next):
            "Its end \(ExplanationWords.time(end)) comes before its next fire time \(ExplanationWords.time(next)), which is its last."
        case .misfire(let lateness): lateness.words
        case .overdue(let due, let now):
            "It is overdue: it was due at \(ExplanationWords.time(due)), \(ExplanationWords.length(from: due, to: now)) ago."
        case .delayCountsFromRun: "Its fixed delay begins when the run under way ends; its next fire time is set then."
        case .startsLater(let start, let now):
            "Its schedule starts at \(ExplanationWords.time(start)), in \(ExplanationWords.length(from: now, to: start))."
        case .calendarExcludes(let name, let from, let until):
            "Calendar \(name) excludes its fire time \(ExplanationWords.time(from)); the first that it lets through is "
                + "\(ExplanationWords.time(until))."
        case .misfireHandled(let missed, let next):
            "A misfire was handled: "
                + (missed.count == 1
                    ? "the fire of \(ExplanationWords.time(missed.scheduledFireTime)) was missed"
                    : "\(missed.count) fires from \(ExplanationWords.time(missed.scheduledFireTime)) on were missed")
                + ", and the one at \(ExplanationWords.time(next)) stands for "
                + (missed.count == 1 ? "it." : "them.")
        case .waiting(let due, let now):
            due > now
                ? "It is due at \(ExplanationWords.time(due)), in \(ExplanationWords.length(from: now, to: due))."
                : "It is due now."
        default: ""
        }
    }
}

extension FireReason.Lateness {
    /// The sentence.
    fileprivate var words: String {
        let name = instruction.words + (instruction == chosen ? "" : ", which for this trigger means \(chosen.words)")
        let outcome =
            next.map { "a next fire time of \(ExplanationWords.time($0)) if handled now" } ?? "no further fire time"
        return "It is late by \(ExplanationWords.length(late)), more than its misfire threshold of "
            + "\(ExplanationWords.length(threshold)): "
            + (isPaused
                ? "when it is resumed, its instruction is applied" : "the next node that looks applies its instruction")
            + " (\(name); \(outcome))."
    }
}

extension FireEnding: CustomStringConvertible {
    /// A clause that ends a sentence.
    public var description: String {
        switch self {
        case .end(let end): "its end is \(ExplanationWords.time(end))"
        case .repeatCount(let fires): "its repeat count lets it fire \(fires == 1 ? "once" : "\(fires) times")"
        case .calendar(let name): "calendar \(name) excludes every time that is left"
        case .schedule: "its schedule names no further time, or its job ended it"
        }
    }
}

extension MisfireInstruction {
    /// What the instruction does, in a few words.
    fileprivate var words: String {
        switch self {
        case .smart: "smart"
        case .ignore: "ignore misfires and catch up one by one"
        case .fireNow: "fire once now"
        case .nowKeepingCount: "restart now with the remaining count"
        case .nowWithRemainingCount: "restart now, missed fires deducted from the count"
        case .nextWithRemainingCount: "wait for the next time, missed fires deducted from the count"
        case .nextKeepingCount: "wait for the next time, the count untouched"
        case .doNothing: "wait for the schedule's next time"
        case .catchUp(let max, let within):
            "catch up the latest \(max) not older than \(ExplanationWords.length(within))"
        }
    }
}
