/// What becomes of the local times of a schedule that a change of the clocks skips or repeats.
///
/// A trigger without a policy does what Quartz does for its kind; see the table in the article on triggers.
public struct ClockChangePolicy: Sendable, Hashable {
    /// Local times that do not occur, because clocks were set forward over them.
    public enum Gap: String, Sendable, Hashable, CaseIterable {
        /// They do not fire.
        case skip
        /// They fire once, at the instant at which the clocks were set forward.
        case fireAtTransition
    }

    /// Local times that occur twice, because clocks were set back.
    public enum Overlap: String, Sendable, Hashable, CaseIterable {
        /// They fire at their first pass only.
        case first
        /// They fire at their second pass only.
        case second
        /// They fire at both.
        case both
    }

    /// What becomes of times that do not occur.
    public var gap: Gap
    /// What becomes of times that occur twice.
    public var overlap: Overlap

    /// Creates a policy.
    public init(gap: Gap, overlap: Overlap) {
        self.gap = gap
        self.overlap = overlap
    }
}
