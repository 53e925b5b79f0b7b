import Synchronization

/// What the store knows of the cluster between check-ins.
final class Membership: Sendable {
    private let foreign = Mutex(true)

    /// Whether nodes of another runtime share the scheduler; true as long as nobody has looked.
    var hasForeignNodes: Bool {
        get { foreign.withLock { $0 } }
        set { foreign.withLock { $0 = newValue } }
    }

    /// Names this process, unlike the instance id, which a restart keeps.
    let incarnation: String = {
        var generator = SystemRandomNumberGenerator()
        return String(UInt64.random(in: .min ... .max, using: &generator), radix: 16)
    }()
}
