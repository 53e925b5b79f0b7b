import CarnelianCore

// What an import did, as `--json` shows it.

extension ImportReport {
    var json: JSONValue {
        let members: [JSONValue.Member] = [
            .init("file", .string(file)),
            .init("format", crontab.format == .system ? "system" : "user"),
            .init("timeZone", .string(zone)),
            .init("dryRun", .bool(isDry)),
            .init("jobs", .array(changes.items.map { $0.json(isDry: isDry) })),
            .init("skipped", .array(crontab.skipped.map { $0.json })),
            .init("bad", .array(crontab.problems.map { $0.json })),
        ]
        return .object(members)
    }
}

extension CrontabImport.Item {
    fileprivate func json(isDry: Bool) -> JSONValue {
        let members: [JSONValue.Member] = [
            .init("line", .optional(line.map(Int64.init))),
            .init("change", .string(isDry ? "planned" : change.rawValue)),
            .init("job", job.json),
            .init("triggers", .array(triggers.map { json(of: $0) })),
        ]
        return .object(members)
    }

    private func json(of trigger: Trigger) -> JSONValue {
        let members: [JSONValue.Member] = [
            .init("key", .string(trigger.key.description)),
            .init("schedule", .string(trigger.kind.words)),
            .init("data", trigger.data.json),
        ]
        return .object(members)
    }
}

extension CrontabSkip {
    fileprivate var json: JSONValue {
        .object([.init("line", .integer(Int64(line))), .init("reason", .string(reason))])
    }
}

extension CrontabProblem {
    fileprivate var json: JSONValue {
        let members: [JSONValue.Member] = [
            .init("line", .integer(Int64(line))),
            .init("column", .integer(Int64(column))),
            .init("field", .string(field)),
            .init("found", .string(found)),
            .init("expected", .string(expected)),
        ]
        return .object(members)
    }
}
