import CarnelianCore
import LibPQ

/// What the tables say of a trigger beyond its schedule, as `sql/fragments/doctor_trigger_columns.sql` reads it.
struct TriggerRowFacts: Sendable, Hashable {
    /// How many columns it takes.
    static let width = 15

    var key: TriggerKey
    var job: JobKey
    /// The text of its state.
    var state: String
    /// The text of its type.
    var type: String
    /// NULL, 0 and negative values are none.
    var nextFireTime: Int64?
    var misfireCode: Int64
    var calendarName: String?
    var hasJob: Bool
    /// Whether the row of its type is there.
    var hasRule: Bool
    var hasCalendar: Bool
    /// Its fire instances that are claimed, and all of them.
    var claims: Int
    var fires: Int
    /// Whether its job executes exclusively.
    var isJobExecuting: Bool
}

extension TriggerRowFacts {
    init(_ row: PQRow) throws(PQError) {
        key = TriggerKey(try row.string(0), group: try row.string(1))
        job = JobKey(try row.string(2), group: try row.string(3))
        state = try row.string(4)
        type = try row.string(5)
        nextFireTime = try row.int64IfPresent(6).flatMap { $0 > 0 ? $0 : nil }
        misfireCode = try row.int64(7)
        calendarName = try row.stringIfPresent(8)
        hasJob = try row.bool(9)
        hasRule = try row.bool(10)
        hasCalendar = try row.bool(11)
        claims = try row.int(12)
        fires = try row.int(13)
        isJobExecuting = try row.bool(14)
    }
}

// MARK: What they mean

extension TriggerRowFacts {
    /// The kinds that both runtimes know, with the highest misfire code of each.
    private static let highestMisfireCode: [String: Int64] = ["SIMPLE": 5, "CRON": 2, "CAL_INT": 2, "DAILY_I": 2]

    /// What is to be said of the trigger; the first one is what a repair acts on.
    ///
    /// `reason` is why it was parked, where that is known.
    func findings(reason: String? = nil) -> [Finding] {
        guard let state = TriggerState(rawValue: state) else {
            return [FindingKind.stateUnknown.about(subject, "its state \"\(self.state)\" is not one of Quartz's")]
        }
        switch state {
        case .error:
            return [FindingKind.triggerInError.about(subject, reason ?? "parked; the reason is not known")]
        case .complete:
            return fires > 0 ? [] : [FindingKind.triggerFinished.about(subject, "COMPLETE and not removed")]
        default:
            return structural ?? stateFindings(state) + details
        }
    }

    /// What keeps it from ever firing: the row is not usable as it is.
    private var structural: [Finding]? {
        if !hasJob {
            return [FindingKind.jobMissing.about(subject, "its job \(job) is not stored")]
        }
        if !hasRule {
            return [FindingKind.ruleMissing.about(subject, "it is of type \(type) and has no row in \(ruleTable)")]
        }
        if let calendarName, !hasCalendar {
            return [FindingKind.calendarMissing.about(subject, "its calendar \"\(calendarName)\" is not stored")]
        }
        return nil
    }

    private func stateFindings(_ state: TriggerState) -> [Finding] {
        switch state {
        case .acquired where claims == 0:
            return [FindingKind.claimedWithoutFire.about(subject, "ACQUIRED, and no node holds a claim on it")]
        case .blocked, .pausedBlocked:
            guard !isJobExecuting else { return [] }
            return [
                FindingKind.blockedWithoutExecution.about(
                    subject, "\(state.rawValue), and no exclusive execution of its job \(job) is recorded")
            ]
        case .waiting:
            var found: [Finding] = []
            if nextFireTime == nil {
                found.append(FindingKind.noNextFireTime.about(subject, "WAITING without a next fire time"))
            }
            if isJobExecuting {
                found.append(
                    FindingKind.notBlocked.about(subject, "WAITING while its exclusive job \(job) executes"))
            }
            return found
        default:
            return []
        }
    }

    private var details: [Finding] {
        guard let highest = Self.highestMisfireCode[type] else {
            let what = type == "BLOB" ? "a serialised Java trigger" : "of type \(type), which is not Quartz's own"
            return [FindingKind.typeForeign.about(subject, "\(what): no Carnelian node fires it")]
        }
        guard misfireCode < -1 || misfireCode > highest else { return [] }
        return [
            FindingKind.misfireCodeUnknown.about(
                subject,
                "its misfire code \(misfireCode) is none of type \(type)'s (-1 to \(highest)): "
                    + "a misfire of it is never handled")
        ]
    }

    var subject: String { "\(key)" }

    private var ruleTable: String {
        switch type {
        case "SIMPLE": "simple_triggers"
        case "CRON": "cron_triggers"
        case "BLOB": "blob_triggers"
        default: "simprop_triggers"
        }
    }
}
