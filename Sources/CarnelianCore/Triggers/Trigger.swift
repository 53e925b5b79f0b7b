/// When a job fires: a schedule with its window, priority, misfire instruction, data and progress.
public struct Trigger: Sendable, Hashable {
    /// The rule that yields fire times; matches Quartz's `TRIGGER_TYPE`.
    public enum Kind: Sendable, Hashable {
        /// A start, an interval and a repeat count.
        case simple(SimpleTrigger)
        /// A cron expression in a time zone.
        case cron(CronTrigger)
        /// A rule that another runtime stored and this version does not read; the text is its `TRIGGER_TYPE`.
        ///
        /// Such a trigger is listed and never claimed here.
        case foreign(String)
    }

    /// The priority a trigger gets when none is given, as in Quartz.
    public static let defaultPriority = 5

    /// The trigger's key.
    public var key: TriggerKey
    /// The job that fires.
    public var job: JobKey
    /// The rule that yields fire times.
    public var kind: Kind
    /// A note for people, at most 250 characters.
    public var description: String?
    /// No fire before this time.
    public var startTime: Timestamp
    /// No fire at or after (simple) or after (cron) this time; nil: no end.
    public var endTime: Timestamp?
    /// Breaks ties between triggers due at the same time; higher first.
    ///
    /// Default 5.
    public var priority: Int
    /// What happens when a fire time passed by more than the misfire threshold.
    ///
    /// Default `.smart`.
    public var misfireInstruction: MisfireInstruction
    /// The calendar whose excluded times are skipped; nil: none.
    public var calendarName: String?
    /// Data that overrides the job's own, key by key.
    public var data: JobDataMap

    /// When the trigger fires next; nil: never again.
    public var nextFireTime: Timestamp?
    /// When it fired last; nil: not yet.
    public var previousFireTime: Timestamp?
    /// How many times a simple trigger has fired; 0 for other kinds, for which Quartz's tables keep no count.
    public var timesTriggered: Int

    /// Creates a trigger; nothing is checked, and no fire time computed, until it is stored.
    public init(
        key: TriggerKey,
        job: JobKey,
        kind: Kind,
        description: String? = nil,
        startTime: Timestamp,
        endTime: Timestamp? = nil,
        priority: Int = Trigger.defaultPriority,
        misfireInstruction: MisfireInstruction = .smart,
        calendarName: String? = nil,
        data: JobDataMap = [:],
        nextFireTime: Timestamp? = nil,
        previousFireTime: Timestamp? = nil,
        timesTriggered: Int = 0
    ) {
        self.key = key
        self.job = job
        self.kind = kind
        self.description = description
        self.startTime = startTime
        self.endTime = endTime
        self.priority = priority
        self.misfireInstruction = misfireInstruction
        self.calendarName = calendarName
        self.data = data
        self.nextFireTime = nextFireTime
        self.previousFireTime = previousFireTime
        self.timesTriggered = timesTriggered
    }
}
