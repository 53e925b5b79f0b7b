import Synchronization

/// What the store knows of the cluster between check-ins.
final class Membership: Sendable {
    private let state = Mutex((hasForeignNodes: true, incarnation: String?.none))

    /// Whether nodes of another runtime share the scheduler; true as long as nobody has looked.
    var hasForeignNodes: Bool {
        get { state.withLock { $0.hasForeignNodes } }
        set { state.withLock { $0.hasForeignNodes = newValue } }
    }

    /// Names this process, unlike the instance id, which a restart keeps.
    let incarnation: String = {
        var generator = SystemRandomNumberGenerator()
        let words = (0..<2).map { _ in generator.next() as UInt64 }
        return words.map { String(repeating: "0", count: 16 - String($0, radix: 16).count) + String($0, radix: 16) }.joined()
    }()
}
