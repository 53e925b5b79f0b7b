/// What a migration did.
public struct MigrationReport: Sendable, Hashable {
    /// The schema version before; nil: there were no tables of Carnelian's.
    public var before: Int?
    /// The schema version now.
    public var after: Int
    /// The names of the migrations that were applied, in order; empty: nothing was to do.
    public var applied: [String]
    /// Whether tables that something else had made, Quartz's own script for one, were taken over.
    public var adoptedTables: Bool
}
