import CarnelianCore
import LibPQ

/// The rows of `QRTZ_PAUSED_TRIGGER_GRPS`.
struct PausedGroups: Sendable {
    /// Stands among the groups for all of them, as in Quartz.
    static let all = "_$_ALL_GROUPS_PAUSED_$_"
    /// The group of the triggers that recovery makes; paused only when it is named itself.
    static let recovery = "RECOVERING_JOBS"

    private(set) var names: Set<String> = []

    init() {}

    init(_ result: PQResult) throws {
        names = Set(try result.rows.map { try $0.string(0) })
    }

    /// Whether triggers of this group are stored as paused.
    func contains(_ group: String) -> Bool {
        names.contains(group) || (group != Self.recovery && names.contains(Self.all))
    }
}
