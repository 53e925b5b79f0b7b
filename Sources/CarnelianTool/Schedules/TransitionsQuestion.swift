import CarnelianCore

/// A question for the changes of a zone's offset as this machine knows them:
/// `{"type":"transitions","timeZone":"Europe/Berlin"}`.
struct TransitionsQuestion {
    static let type = "transitions"

    private let zone: TimeZoneRules

    init(_ fields: QuestionFields) throws {
        zone = try fields.zone("timeZone") ?? .utc
    }

    /// `{"version":"2025b","offset":3600,"transitions":[[323830800,7200],…]}`: the version of the time-zone data, the seconds
    /// to add to UTC at the beginning of 1970, and the seconds since then at which there are others to add.
    var answer: JSONValue {
        [
            "version": .string(TimeZoneRules.dataVersion),
            "offset": .integer(offset(at: 0)),
            "transitions": .array(zone.transitions.map { [.integer($0), .integer(offset(at: $0))] }),
        ]
    }

    private func offset(at second: Int64) -> Int64 {
        Int64(zone.offset(at: Timestamp(milliseconds: second * 1_000)))
    }
}
