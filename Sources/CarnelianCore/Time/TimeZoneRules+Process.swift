extension TimeZoneRules {
    /// The zone of the process: the environment's `TZ`, otherwise the machine's, read once; UTC if it is unknown.
    ///
    /// It stands in where Quartz takes Java's default zone.
    package static let process = (try? TimeZoneRules(ZoneTable.processIdentifier)) ?? .utc
}
