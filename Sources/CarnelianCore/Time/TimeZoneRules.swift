import Synchronization

/// A time zone's rules: the offset from UTC at each instant from 1970 to 2200, and the way back from local time.
///
/// Built once per identifier and process, then shared; look-ups are binary searches in arrays.
public struct TimeZoneRules: Sendable {
    /// The identifier as given, for example `Europe/Berlin`; stored in Quartz's `TIME_ZONE_ID` column.
    public let identifier: String

    let table: ZoneTable

    /// Coordinated Universal Time.
    public static let utc = TimeZoneRules(identifier: "UTC", table: ZoneTable(fixedOffset: 0))

    /// Finds a zone by its IANA identifier (`Europe/Berlin`), `UTC`, `GMT`, or Java's form for a fixed offset (`GMT+02:00`).
    ///
    /// Throws `.invalidSyntax` for an unknown identifier, which Java would silently take for GMT.
    public init(_ identifier: String) throws(CarnelianError) {
        if let known = Self.known.withLock({ $0[identifier] }) {
            self = known
            return
        }
        guard let table = ZoneTable(identifier: identifier) else {
            throw CarnelianError(
                .invalidSyntax,
                "unknown time zone \"\(identifier)\"; expected an IANA name such as Europe/Berlin, UTC, or GMT+02:00"
            )
        }
        let rules = TimeZoneRules(identifier: identifier, table: table)
        Self.known.withLock { $0[identifier] = rules }
        self = rules
    }

    private init(identifier: String, table: ZoneTable) {
        self.identifier = identifier
        self.table = table
    }

    private static let known = Mutex<[String: TimeZoneRules]>(["UTC": .utc])
}

extension TimeZoneRules: Hashable {
    /// Compares identifiers.
    public static func == (left: TimeZoneRules, right: TimeZoneRules) -> Bool {
        left.identifier == right.identifier
    }

    /// Hashes the identifier.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(identifier)
    }
}

extension TimeZoneRules: CustomStringConvertible {
    /// The identifier.
    public var description: String { identifier }
}

extension TimeZoneRules {
    /// What a wall-clock reading means in a zone.
    package enum LocalTime: Sendable, Hashable {
        /// It occurs once, at this second since the epoch.
        case once(utc: Int64)
        /// It never occurs: clocks jumped from local `start` to local `end`; `start` itself does not occur, `end` does.
        case gap(start: Int64, end: Int64)
        /// It occurs twice, because clocks were set back.
        case twice(first: Int64, second: Int64)
    }

    /// Seconds to add to UTC to get local time at an instant.
    public func offset(at instant: Timestamp) -> Int {
        table.offset(atUTC: instant.milliseconds.flooredQuotient(by: 1_000))
    }

    /// The wall-clock reading at a second since the epoch, as local seconds.
    package func local(utc: Int64) -> Int64 {
        utc + Int64(table.offset(atUTC: utc))
    }

    /// The instants at which the wall clock reads `local` (local seconds), with gaps and overlaps told apart.
    package func instants(local: Int64) -> LocalTime {
        table.instants(local: local)
    }

    /// The instants at which offsets change, seconds since the epoch, ascending.
    package var transitions: [Int64] { table.transitions }
}
