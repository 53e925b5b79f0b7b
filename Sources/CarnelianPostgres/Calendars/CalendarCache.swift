import CarnelianCore
import Synchronization

/// The calendars that this process has read, each with the version of the row that it was read from.
final class CalendarCache: Sendable {
    /// A calendar, or why it cannot be read.
    struct Entry: Sendable {
        /// Changes with every write of the row, by whichever runtime.
        var version: String
        var calendar: Result<ExclusionCalendar, CarnelianError>
    }

    private let entries: Mutex<[String: Entry]> = Mutex([:])

    /// The calendar of a name, whatever its version.
    func entry(_ name: String) -> Entry? {
        entries.withLock { $0[name] }
    }

    /// The calendar of a name if it was read from this version of its row.
    func entry(_ name: String, version: String) -> Entry? {
        entry(name).flatMap { $0.version == version ? $0 : nil }
    }

    /// Remembers what was read of these names; nil: it is not stored.
    func update(_ found: [String: Entry?]) {
        entries.withLock { entries in
            for (name, entry) in found { entries[name] = entry }
        }
    }
}
