/// A misfire that was handled, until the fire that stands for it.
public struct MissedFires: Sendable, Hashable {
    /// The first fire time that was missed.
    public var scheduledFireTime: Timestamp
    /// How many fire times passed unfired, the first included; counted up to `MissedFires.countLimit`.
    public var count: Int

    /// Where counting stops for kinds whose fire times have to be walked one by one.
    public static let countLimit = 10_000

    /// Creates the record.
    public init(scheduledFireTime: Timestamp, count: Int) {
        self.scheduledFireTime = scheduledFireTime
        self.count = count
    }
}
