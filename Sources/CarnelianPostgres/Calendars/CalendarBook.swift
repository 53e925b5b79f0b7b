import CarnelianCore
import LibPQ

/// The calendars that some triggers name, as they are stored.
struct CalendarBook: Sendable {
    private var entries: [String: CalendarCache.Entry] = [:]

    /// Without any calendar.
    init() {}

    /// Reads a result of `calendars/find.sql`; what has not changed comes from the cache, and what is new goes there.
    init(_ result: PQResult, of names: Set<String>, cache: CalendarCache) throws(PQError) {
        var found = Dictionary(uniqueKeysWithValues: names.map { ($0, CalendarCache.Entry?.none) })
        for row in result.rows {
            let name = try row.string(0)
            let version = try row.string(1)
            if let bytes = try row.bytesIfPresent(2) {
                let calendar = Result { () throws(CarnelianError) in try ExclusionCalendar(javaStream: bytes) }
                found[name] = CalendarCache.Entry(version: version, calendar: calendar)
            } else {
                found[name] = cache.entry(name, version: version)
            }
        }
        cache.update(found)
        entries = found.compactMapValues { $0 }
    }

    /// The calendar of a name; nil if it is not stored.
    subscript(name: String) -> CalendarCache.Entry? { entries[name] }

    /// The calendar that a trigger names; nil if it names none.
    /// - Throws: `PoisonRow` for one that is not stored or cannot be read.
    func calendar(of trigger: Trigger) throws(PoisonRow) -> ExclusionCalendar? {
        guard let name = trigger.calendarName else { return nil }
        return try Self.calendar(entries[name], named: name, for: trigger.key)
    }

    /// The calendar of an entry.
    /// - Throws: `PoisonRow` for one that is not stored or cannot be read.
    static func calendar(
        _ entry: CalendarCache.Entry?, named name: String, for trigger: TriggerKey
    ) throws(PoisonRow) -> ExclusionCalendar {
        switch entry?.calendar {
        case .success(let calendar): return calendar
        case .failure(let error):
            throw PoisonRow(trigger: trigger, reason: "the calendar \"\(name)\" cannot be read: \(error)")
        case nil:
            throw PoisonRow(trigger: trigger, reason: "the calendar \"\(name)\" is not stored")
        }
    }
}

extension PostgresJobStore {
    /// Reads the calendars that triggers name, within a transaction; one round trip, none where nothing is named.
    func calendars(of triggers: some Sequence<Trigger>, _ transaction: PQTransaction) async throws -> CalendarBook {
        try await calendars(named: Set(triggers.compactMap(\.calendarName)), transaction)
    }

    /// Reads calendars by name, within a transaction; one round trip, none where nothing is named.
    func calendars(named names: Set<String>, _ transaction: PQTransaction) async throws -> CalendarBook {
        guard !names.isEmpty else { return CalendarBook() }
        let result = try await transaction.query(statement(EmbeddedSQL.calendarsFind), parameters(names))
        return try CalendarBook(result, of: names, cache: calendarCache)
    }

    /// Reads calendars by name, outside of any transaction.
    func calendars(named names: Set<String>, on pool: PQPool? = nil) async throws -> CalendarBook {
        let result = try await read(EmbeddedSQL.calendarsFind, parameters(names), on: pool)
        return try CalendarBook(result, of: names, cache: calendarCache)
    }

    private func parameters(_ names: Set<String>) -> [PQValue] {
        let names = Array(names)
        return [
            .text(schedulerName), .textArray(names),
            .textArray(names.map { calendarCache.entry($0)?.version }),
        ]
    }
}
