package import CarnelianCore
import Synchronization

/// Turns whose commit was sent and never answered, to be resolved by reading back before anything else is fired.
package final class PendingTurns: Sendable {
    /// What a turn in doubt may have written.
    package struct Doubt: Sendable, Hashable {
        /// The node whose turn it was.
        package var instance: InstanceID
        /// The fire instance ids of the claims that it meant to fire.
        package var fires: [FireInstanceID]
        /// The fire instance ids that it may have made.
        package var reserved: [FireInstanceID]

        package init(instance: InstanceID, fires: [FireInstanceID], reserved: [FireInstanceID]) {
            self.instance = instance
            self.fires = fires
            self.reserved = reserved
        }
    }

    private let doubts: Mutex<[Doubt]> = Mutex([])

    package init() {}

    package func add(_ doubt: Doubt) {
        doubts.withLock { $0.append(doubt) }
    }

    package func first(of instance: InstanceID) -> Doubt? {
        doubts.withLock { doubts in doubts.first { $0.instance == instance } }
    }

    package func remove(_ doubt: Doubt) {
        doubts.withLock { doubts in doubts.removeAll { $0 == doubt } }
    }
}
