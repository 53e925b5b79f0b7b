import ArgumentParser
package import CarnelianCore

// How the tool reads values from the command line. Each reading throws a `ValidationError` that says what was expected.

extension Duration {
    /// Reads `250ms`, `2s`, `7.5s`, `5m` or `1h`.
    package static func reading(_ text: String) throws -> Duration {
        let units: [(suffix: String, milliseconds: Int64)] = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)]
        let mistake = ValidationError("expected a number and a unit, as 250ms, 2s, 7.5s, 5m or 1h")
        guard let unit = units.first(where: { text.hasSuffix($0.suffix) }) else { throw mistake }
        let parts = text.dropLast(unit.suffix.count).split(separator: ".", omittingEmptySubsequences: false)
        let isNumber = parts.allSatisfy { part in !part.isEmpty && part.utf8.allSatisfy(\.isDigit) }
        guard isNumber, (1...2).contains(parts.count), let whole = Int64(parts[0]) else { throw mistake }
        var (total, overflow) = whole.multipliedReportingOverflow(by: unit.milliseconds)
        if parts.count == 2 {
            var scale = unit.milliseconds
            for digit in parts[1].utf8 {
                let value = Int64(digit - 0x30) * scale
                guard value % 10 == 0 else { throw ValidationError("expected whole milliseconds") }
                let added = total.addingReportingOverflow(value / 10)
                (total, overflow) = (added.partialValue, overflow || added.overflow)
                guard scale % 10 == 0 || value == 0 else { throw ValidationError("expected whole milliseconds") }
                scale /= 10
            }
        }
        guard !overflow else { throw ValidationError("expected a shorter time") }
        return .milliseconds(total)
    }

    /// Reads a duration above zero.
    package static func readingPositive(_ text: String) throws -> Duration {
        let duration = try reading(text)
        guard duration > .zero else { throw ValidationError("expected a time above zero") }
        return duration
    }
}

extension Timestamp {
    /// Reads an ISO 8601 time with a zone.
    package static func reading(_ text: String) throws -> Timestamp {
        guard let time = Timestamp(iso8601: text) else {
            throw ValidationError("expected an ISO 8601 time with a zone, as 2026-11-22T13:57:00Z or …T14:57:00+01:00")
        }
        return time
    }
}

extension JobKey {
    /// Reads `GROUP.NAME`, split at the first dot; without a dot the group is `DEFAULT`.
    package static func reading(_ text: String) throws -> JobKey {
        let (group, name) = try splitKey(text)
        return JobKey(name, group: group ?? JobKey.defaultGroup)
    }
}

extension TriggerKey {
    /// Reads `GROUP.NAME`, split at the first dot; without a dot the group is `DEFAULT`.
    package static func reading(_ text: String) throws -> TriggerKey {
        let (group, name) = try splitKey(text)
        return TriggerKey(name, group: group ?? TriggerKey.defaultGroup)
    }
}

private func splitKey(_ text: String) throws -> (group: String?, name: String) {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let first = parts.first, !first.isEmpty, parts.count == 1 || !parts[1].isEmpty else {
        throw ValidationError("expected GROUP.NAME, or NAME for the group DEFAULT")
    }
    guard parts.allSatisfy({ $0.count <= 200 }) else {
        throw ValidationError("expected a group and a name of at most 200 characters each")
    }
    return parts.count == 1 ? (nil, first) : (first, parts[1])
}

/// One `--data KEY=VALUE`.
package struct DataEntry: Sendable, Hashable {
    package var key: String
    package var value: String

    /// Reads `KEY=VALUE`; the value may be empty and may contain `=`.
    package static func reading(_ text: String) throws -> DataEntry {
        guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
            throw ValidationError("expected KEY=VALUE")
        }
        return DataEntry(key: String(text[..<equals]), value: String(text[text.index(after: equals)...]))
    }
}
