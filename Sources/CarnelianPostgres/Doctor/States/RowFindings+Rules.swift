import CarnelianCore
import LibPQ

// What can only be judged by reading it as a node would.

extension DoctorQuestions {
    /// How many triggers are read at a time.
    private static let page: Int64 = 5_000

    /// Schedules and data that cannot be read.
    func rules(
        _ examination: Examination, _ found: inout RowFindings, _ transaction: PQTransaction
    ) async throws {
        let unreadable = try await unreadable(isOwn: examination.canRecover, transaction)
        found.findings += unreadable.prefix(Self.most).map(\.finding)
        found.leaveOut(.ruleUnreadable, unreadable.count, listed: Self.most)
    }

    /// Triggers that cannot be read, by pages; `isOwn`: whether the side tables are there.
    func unreadable(
        isOwn: Bool, _ transaction: PQTransaction
    ) async throws -> [(key: TriggerKey, finding: Finding)] {
        let template = isOwn ? EmbeddedSQL.doctorRules : EmbeddedSQL.doctorQuartzRules
        var last = TriggerKey("", group: "")
        var found: [(TriggerKey, Finding)] = []
        while true {
            let result = try await ask(
                template, [.text(scheduler), .text(last.name), .text(last.group), .int8(Self.page)], transaction)
            for row in result.rows {
                last = TriggerKey(try row.string(0), group: try row.string(1))
                if let finding = Self.finding(row, isOwn: isOwn) { found.append((last, finding)) }
            }
            if result.rows.count < Int(Self.page) { return found }
        }
    }

    /// What keeps a Carnelian node from firing the trigger of a row; nil: nothing, or it was said already.
    static func finding(_ row: PQRow, isOwn: Bool) -> Finding? {
        do {
            let (found, reason) = try TriggerRow.decodeForReading(row)
            guard let reason, !reason.contains("has no row in") else { return nil }
            // Java's own objects are no fault where only Java nodes are.
            return FindingKind.ruleUnreadable.about(
                "\(found.trigger.key)", "Carnelian cannot read it: \(reason)", severity: isOwn ? .problem : .note,
                remedy: isOwn ? nil : "leave it to Java nodes, or mend it before Swift nodes join", isRepairable: isOwn)
        } catch {
            // A state that Quartz does not know is a finding of its own.
            guard error.trigger == nil else { return nil }
            return FindingKind.ruleUnreadable.about("a trigger", error.reason, isRepairable: false)
        }
    }

    /// Jobs without use, and data that cannot be read.
    func jobs(
        _ examination: Examination, _ found: inout RowFindings, _ transaction: PQTransaction
    ) async throws {
        let idle = try await ask(EmbeddedSQL.doctorIdleJobs, [.text(scheduler), .int8(100)], transaction)
        for row in idle.rows {
            let key = JobKey(try row.string(0), group: try row.string(1))
            found.findings.append(
                FindingKind.jobIdle.about("\(key)", "not durable, without a trigger and not executing"))
        }
        if let row = idle.rows.first { found.leaveOut(.jobIdle, try row.int(2), listed: idle.rows.count) }
        let data = try await ask(EmbeddedSQL.doctorJobData, [.text(scheduler), .int8(50_000)], transaction)
        for row in data.rows {
            do {
                _ = try JobDataBytes.decode(try row.bytesIfPresent(0))
            } catch let error as CarnelianError {
                let key = JobKey(try row.string(1), group: try row.string(2))
                let others = try row.int(3) - 1
                let more = others > 0 ? " (and \(Words.count(others, "other job")) with the same data)" : ""
                found.findings.append(
                    FindingKind.dataUnreadable.about(
                        "\(key)", "Carnelian cannot read its data\(more): \(error)",
                        severity: examination.canRecover ? .warning : .note))
            }
        }
    }

    func calendars(
        _ examination: Examination, _ found: inout RowFindings, _ transaction: PQTransaction
    ) async throws {
        for row in try await ask(EmbeddedSQL.doctorCalendars, [.text(scheduler)], transaction).rows {
            do {
                _ = try ExclusionCalendar(javaStream: try row.bytes(1))
            } catch let error as CarnelianError {
                found.findings.append(
                    FindingKind.calendarUnreadable.about(
                        "calendar \(try row.string(0))", "Carnelian cannot read it: \(error)",
                        severity: examination.canRecover ? .warning : .note))
            }
        }
    }
}
