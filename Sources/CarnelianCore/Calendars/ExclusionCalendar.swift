/// Times at which triggers do not fire: Quartz's calendars.
///
/// A calendar excludes what its rule names and what its base excludes, each by the wall clock of its own zone. The
/// answers are those of Quartz 2.3's calendars, at clock changes too; see `Rule` for what each rule excludes exactly.
public struct ExclusionCalendar: Sendable, Hashable {
    /// The calendar itself, then its base, that one's base and so on; never empty.
    let links: [ExclusionLink]

    /// Creates a calendar from its rule.
    ///
    /// - Parameters:
    ///   - rule: What the calendar excludes.
    ///   - base: A calendar whose exclusions count too, in its own zone.
    ///   - zone: The zone whose wall clock the rule reads; nil: the process's own, as in Quartz.
    ///   - description: A text for people, of any length; Quartz keeps it with the calendar.
    ///
    /// Throws `.invalidValue` for a rule that is out of range and for more than 100 calendars in a chain.
    public init(
        _ rule: Rule,
        base: ExclusionCalendar? = nil,
        zone: TimeZoneRules? = nil,
        description: String? = nil
    ) throws(CarnelianError) {
        try rule.validate()
        let links = [ExclusionLink(rule: rule, zone: zone, description: description)] + (base?.links ?? [])
        guard links.count <= Self.maximumLinks else {
            throw CarnelianError(
                .invalidValue, "a chain of \(links.count) calendars; expected at most \(Self.maximumLinks)")
        }
        self.links = links
    }

    /// What the calendar excludes.
    public var rule: Rule { links[0].rule }

    /// The zone whose wall clock the rule reads; nil: the process's own.
    public var zone: TimeZoneRules? { links[0].zone }

    /// The text for people; nil if there is none.
    public var description: String? { links[0].description }

    /// The calendar whose exclusions count too; nil if there is none.
    public var base: ExclusionCalendar? {
        links.count > 1 ? ExclusionCalendar(links: Array(links.dropFirst())) : nil
    }

    /// The calendar itself, then its base, that one's base and so on.
    public var chain: [ExclusionCalendar] {
        links.indices.map { ExclusionCalendar(links: Array(links[$0...])) }
    }

    /// How many calendars a chain may have.
    package static let maximumLinks = 100

    init(links: [ExclusionLink]) {
        self.links = links
    }
}

extension ExclusionCalendar {
    /// Whether neither this calendar nor one of its bases excludes an instant: Quartz's `isTimeIncluded`.
    public func includes(_ instant: Timestamp) -> Bool {
        links.allSatisfy { $0.exclusionEnd(at: instant.milliseconds, isWanted: false) == nil }
    }

    /// The first millisecond at or after an instant that is not excluded; nil if there is none.
    ///
    /// The search goes from one end of an exclusion to the next. It stops at the end of the year 2199, and after
    /// 250,000 steps, three for each day until then: a calendar that leaves nothing over has no answer.
    public func nextIncluded(from instant: Timestamp) -> Timestamp? {
        var time = instant.milliseconds
        search: for _ in 0..<Self.maximumSteps {
            for index in links.indices {
                guard let end = links[index].exclusionEnd(at: time, isWanted: true) else { continue }
                guard end < Self.horizon else { return nil }
                time = end
                continue search
            }
            return Timestamp(milliseconds: time)
        }
        return nil
    }

    /// 2200-01-01T00:00:00Z: cron expressions and zones go no further.
    private static let horizon: Int64 = 7_258_118_400_000

    private static let maximumSteps = 250_000
}
