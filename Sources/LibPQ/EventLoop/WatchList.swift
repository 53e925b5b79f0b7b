/// What one loop watches: descriptors and timers.
// Touched on the loop's thread only, from its start to its end.
final class WatchList: @unchecked Sendable {
    typealias Identifier = UInt64

    var timers = TimerQueue()
    private var handlers: [Identifier: () -> Void] = [:]
    private var lastIdentifier: Identifier = 0

    /// A fresh identifier for each registration: an event that is late for its descriptor finds nobody.
    func insert(_ handler: @escaping () -> Void) -> Identifier {
        lastIdentifier += 1
        handlers[lastIdentifier] = handler
        return lastIdentifier
    }

    func remove(_ identifier: Identifier) {
        handlers[identifier] = nil
    }

    func handler(_ identifier: Identifier) -> (() -> Void)? {
        handlers[identifier]
    }
}
