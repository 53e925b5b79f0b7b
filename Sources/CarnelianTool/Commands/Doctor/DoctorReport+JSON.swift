import CarnelianCore
import CarnelianPostgres

// A diagnosis as `--json` shows it: members and codes stay as they are, new ones may come.

extension DoctorReport {
    var json: JSONValue {
        let unlisted = diagnosis.unlisted.sorted { $0.key.rawValue < $1.key.rawValue }.map { code, count in
            JSONValue.Member(code.rawValue, .integer(Int64(count)))
        }
        let members: [JSONValue.Member] = [
            .init("scheduler", .string(diagnosis.schedulerName)),
            .init("time", .time(diagnosis.time)),
            .init("healthy", .bool(isHealthy)),
            .init("findings", .array(diagnosis.findings.map(json))),
            .init("unlisted", .object(unlisted)),
            .init("repairs", .array(outcomes.map(json))),
        ]
        return .object(members)
    }

    private func json(_ finding: Finding) -> JSONValue {
        let members: [JSONValue.Member] = [
            .init("code", .string(finding.code.rawValue)),
            .init("severity", .string(finding.severity.rawValue)),
            .init("subject", .string(finding.subject)),
            .init("message", .string(finding.message)),
            .init("remedy", .string(finding.remedy)),
            .init("repair", .optional(finding.repair)),
        ]
        return .object(members)
    }

    private func json(_ outcome: RepairOutcome) -> JSONValue {
        let members: [JSONValue.Member] = [
            .init("code", .string(outcome.code.rawValue)),
            .init("subject", .string(outcome.subject)),
            .init("done", .bool(outcome.isDone)),
            .init("message", .string(outcome.message)),
        ]
        return .object(members)
    }
}
