import CarnelianCore
import Testing

struct MisfireTests {
    static let now = Timestamp(milliseconds: 1_795_355_820_123)

    @Test func simpleTriggersMisfireAsInQuartz() throws {
        let lines = MisfireVectors.lines.split(separator: "\n")
        #expect(lines.count == 216)
        for line in lines {
            let words = line.split(separator: " ")
            let numbers = words.prefix(4).compactMap { Int($0) }
            let (code, repeatCount, timesTriggered, end) = (numbers[0], numbers[1], numbers[2], numbers[3])
            let missed = Self.now.advanced(by: .milliseconds(-35_500))
            let interval: Int64 = repeatCount == 0 ? 0 : 10_000
            var trigger = Self.trigger(.simple(SimpleTrigger(repeatCount: repeatCount, interval: interval)))
            trigger.startTime = missed.advanced(by: .seconds(-10 * timesTriggered))
            trigger.nextFireTime = missed
            trigger.timesTriggered = timesTriggered
            trigger.misfireInstruction = MisfireInstruction(code: code, for: trigger.kind)
            if end != 0 { trigger.endTime = Self.now.advanced(by: .seconds(end < 0 ? -5 : 3)) }

            let handled = trigger.applyingMisfire(at: Self.now)
            guard case .simple(let rule) = handled.kind else {
                Issue.record("the kind changed")
                return
            }
            let next: Timestamp? =
                switch words[7] {
                case "none": nil
                case "now": Self.now
                default: missed.advanced(by: .seconds(10 * (Int(words[7]) ?? 0)))
                }
            #expect(rule.repeatCount == Int(words[5]), "\(line)")
            #expect(handled.timesTriggered == Int(words[6]), "\(line)")
            #expect(handled.nextFireTime == next, "\(line)")
            #expect(handled.startTime == (words[8] == "now" ? Self.now : trigger.startTime), "\(line)")
            #expect(handled.previousFireTime == trigger.previousFireTime)
        }
    }

    @Test(arguments: [
        (MisfireInstruction.smart, "2026-11-22T13:57:00.123Z"), (.fireNow, "2026-11-22T13:57:00.123Z"),
        (.doNothing, "2026-11-22T14:00:00.000Z"), (.ignore, "2026-11-22T12:00:00.000Z"),
    ])
    func cronTriggersMisfireAsInQuartz(instruction: MisfireInstruction, next: String) throws {
        var trigger = Self.trigger(try .cron("0 0 * * * ?"))
        trigger.nextFireTime = Timestamp(iso8601: "2026-11-22T12:00:00Z")
        trigger.previousFireTime = Timestamp(iso8601: "2026-11-22T11:00:00Z")
        trigger.misfireInstruction = instruction
        let handled = trigger.applyingMisfire(at: Self.now)
        #expect(handled.nextFireTime?.description == next)
        #expect(handled.previousFireTime == trigger.previousFireTime)
        // After a fire now the schedule goes on where it would have.
        if instruction == .fireNow {
            #expect(handled.advanced().nextFireTime?.description == "2026-11-22T14:00:00.000Z")
        }
    }

    @Test func aCronTriggerPastItsEndDoesNothing() throws {
        var trigger = Self.trigger(try .cron("0 0 * * * ?"))
        trigger.nextFireTime = Timestamp(iso8601: "2026-11-22T12:00:00Z")
        trigger.endTime = Timestamp(iso8601: "2026-11-22T13:00:00Z")
        trigger.misfireInstruction = .doNothing
        #expect(trigger.applyingMisfire(at: Self.now).nextFireTime == nil)
    }

    @Test func nothingMisfiresWithoutANextFireTime() {
        for instruction in MisfireInstruction.quartz {
            var trigger = Self.trigger(.every(.seconds(1)))
            trigger.misfireInstruction = instruction
            #expect(trigger.applyingMisfire(at: Self.now) == trigger)
            trigger.kind = .foreign("BLOB")
            trigger.nextFireTime = Timestamp(milliseconds: 1)
            #expect(trigger.applyingMisfire(at: Self.now) == trigger)
        }
    }

    @Test func codesAreQuartzs() throws {
        let ofSimple: [MisfireInstruction: Int] = [
            .ignore: -1, .smart: 0, .fireNow: 1, .nowKeepingCount: 2, .nowWithRemainingCount: 3,
            .nextWithRemainingCount: 4, .nextKeepingCount: 5,
        ]
        let ofOthers: [MisfireInstruction: Int] = [.ignore: -1, .smart: 0, .fireNow: 1, .doNothing: 2]
        for (kind, codes) in [
            (Trigger.Kind.once, ofSimple), (try .cron("* * * * * ?"), ofOthers), (.foreign("CAL_INT"), ofOthers),
        ] {
            for instruction in MisfireInstruction.quartz {
                #expect(instruction.fits(kind) == (codes[instruction] != nil))
                #expect(instruction.code(for: kind) == codes[instruction] ?? 0)
                if let code = codes[instruction] { #expect(MisfireInstruction(code: code, for: kind) == instruction) }
            }
            #expect(MisfireInstruction(code: 99, for: kind) == .smart)
        }
    }

    static func trigger(_ kind: Trigger.Kind) -> Trigger {
        let start = Timestamp(milliseconds: 1_700_000_000_000)
        return Trigger(key: TriggerKey("t"), job: JobKey("j"), kind: kind, startTime: start)
    }
}
