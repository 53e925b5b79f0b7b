/// Names one fire of one trigger on one node: Quartz's `ENTRY_ID`.
///
/// Unique over the cluster's life, so a job may use it as its idempotency key.
public struct FireInstanceID: Sendable, Hashable, Codable, RawRepresentable {
    /// The id as stored in `QRTZ_FIRED_TRIGGERS.ENTRY_ID`, at most 95 characters.
    public var rawValue: String

    /// Creates a fire instance id from its text.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Creates the id of a node's fire from the node's id and a counter, as Quartz forms it.
    package init(instance: InstanceID, sequence: Int64) {
        self.rawValue = "\(instance.rawValue)\(sequence)"
    }
}

extension FireInstanceID: CustomStringConvertible {
    /// The id.
    public var description: String { rawValue }
}
