import CarnelianPostgres

extension MigrationReport {
    /// What was done, in a sentence.
    var sentence: String {
        guard !applied.isEmpty else { return "The tables are up to date (version \(after))." }
        let origin =
            if let before { "Upgraded the tables from version \(before)" } else if adoptedTables {
                "Took over the tables that were there"
            } else { "Created the tables" }
        return "\(origin); they are at version \(after) now (applied \(applied.joined(separator: ", ")))."
    }

    var json: JSONValue {
        let members: [JSONValue.Member] = [
            .init("before", .optional(before.map(Int64.init))),
            .init("after", .integer(Int64(after))),
            .init("applied", .array(applied.map { .string($0) })),
            .init("adoptedTables", .bool(adoptedTables)),
        ]
        return .object(members)
    }
}
