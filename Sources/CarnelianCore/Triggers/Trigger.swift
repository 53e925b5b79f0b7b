/// When a job fires: a schedule with its window, priority, misfire instruction, data and progress.
public struct Trigger: Sendable, Hashable {
    /// The rule that yields fire times; matches Quartz's `TRIGGER_TYPE`.
    public enum Kind: Sendable, Hashable {
        /// A start, an interval and a repeat count.
        case simple(SimpleTrigger)
        /// A cron expression in a time zone.
        case cron(CronTrigger)
        /// Steps of calendar units, from seconds to years, in a time zone.
        case calendarInterval(CalendarIntervalTrigger)
        /// Steps within a part of the day, on days of the week.
        case dailyTimeInterval(DailyTimeIntervalTrigger)
        /// A delay from the end of one run to the next fire.
        case fixedDelay(FixedDelayTrigger)
        /// An RFC 5545 recurrence rule in a time zone.
        case recurrence(RecurrenceTrigger)
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
    /// No fire after this time, nor at it for simple, fixed-delay and calendar-interval triggers; nil: no end.
    ///
    /// As in Quartz a daily-time-interval trigger without a clock-change policy may fire once after it: what counts there is
    /// the fire before.
    public var endTime: Timestamp?
    /// Breaks ties between triggers due at the same time; higher first.
    ///
    /// Default 5.
    public var priority: Int
    /// What happens when a fire time passed by more than the misfire threshold.
    ///
    /// Default `.smart`.
    public var misfireInstruction: MisfireInstruction
    /// How much later than its fire time the trigger may fire before that counts as a misfire; nil: the scheduler's
    /// threshold.
    ///
    /// 0: every fire time that has passed when a node comes to claim the trigger is a misfire. Counts in whole
    /// milliseconds. Such a trigger is stored with Quartz's instruction to ignore misfires, and the real one beside it.
    public var misfireThreshold: Duration?
    /// By how much at most each fire comes later than the schedule says, below 24 h; default zero.
    ///
    /// The delay is a hash of the trigger's key and the scheduled time: the same on every node and at every look. Order is
    /// kept: a fire never passes the schedule's next time. Counts in whole milliseconds.
    public var jitter: Duration
    /// What becomes of local times that clock changes skip or repeat; nil: what Quartz does for this kind.
    ///
    /// Of no effect for kinds without a time zone.
    public var clockChanges: ClockChangePolicy?
    /// The calendar whose excluded times are skipped; nil: none.
    public var calendarName: String?
    /// Data that overrides the job's own, key by key.
    public var data: JobDataMap

    /// When the trigger fires next; nil: never again.
    public var nextFireTime: Timestamp?
    /// When it fired last; nil: not yet.
    public var previousFireTime: Timestamp?
    /// How many times the trigger has fired; 0 for cron triggers, for which Quartz's tables keep no count.
    public var timesTriggered: Int
    /// What was missed before `nextFireTime`, from the handling of a misfire to the fire that stands for it.
    public var missed: MissedFires?

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
        misfireThreshold: Duration? = nil,
        jitter: Duration = .zero,
        clockChanges: ClockChangePolicy? = nil,
        calendarName: String? = nil,
        data: JobDataMap = [:],
        nextFireTime: Timestamp? = nil,
        previousFireTime: Timestamp? = nil,
        timesTriggered: Int = 0,
        missed: MissedFires? = nil
    ) {
        self.key = key
        self.job = job
        self.kind = kind
        self.description = description
        self.startTime = startTime
        self.endTime = endTime
        self.priority = priority
        self.misfireInstruction = misfireInstruction
        self.misfireThreshold = misfireThreshold
        self.jitter = jitter
        self.clockChanges = clockChanges
        self.calendarName = calendarName
        self.data = data
        self.nextFireTime = nextFireTime
        self.previousFireTime = previousFireTime
        self.timesTriggered = timesTriggered
        self.missed = missed
    }
}
