import CarnelianCore
import Testing

struct TriggerValidationTests {
    static func trigger(_ change: (inout Trigger) throws -> Void) rethrows -> Trigger {
        var trigger = Trigger(
            key: TriggerKey("nightly"), job: JobKey("report"), kind: .every(.seconds(1)),
            startTime: Timestamp(milliseconds: 1_000)
        )
        try change(&trigger)
        return trigger
    }

    private func expectInvalid(_ part: String, _ change: (inout Trigger) throws -> Void) throws {
        let trigger = try Self.trigger(change)
        let error = try #require(throws: CarnelianError.self) { try trigger.validate() }
        #expect(error.code == .invalidValue)
        #expect(error.message.contains(part), "\(error)")
    }

    @Test func theWidestValuesAreValid() throws {
        let name = String(repeating: "ä", count: 200)
        try Self.trigger {
            $0.key = TriggerKey(name, group: name)
            $0.job = JobKey(name, group: name)
            $0.description = String(repeating: "x", count: 250)
            $0.calendarName = name
            $0.priority = Int(Int32.min)
            $0.endTime = Timestamp(milliseconds: 1_001)
            $0.kind = .simple(SimpleTrigger(repeatCount: Int(Int32.max), interval: 1))
        }.validate()
        try Self.trigger { $0.kind = .once }.validate()
        try Self.trigger { $0.kind = try .cron("0 0 12 ? * MON-FRI", in: "Europe/Berlin") }.validate()
    }

    @Test func namesObeyTheColumns() throws {
        try expectInvalid("trigger's name is empty") { $0.key.name = "" }
        try expectInvalid("201 characters") { $0.key.name = String(repeating: "x", count: 201) }
        try expectInvalid("group of trigger") { $0.key.group = "" }
        try expectInvalid("job's name is empty") { $0.job.name = "" }
        try expectInvalid("group of job") { $0.job.group = String(repeating: "x", count: 201) }
        try expectInvalid("NUL") { $0.key.name = "a\0b" }
        // One character to the eye, two to the column.
        try expectInvalid("202 characters") { $0.key.name = String(repeating: "e\u{301}", count: 101) }
        try expectInvalid("description") { $0.description = String(repeating: "x", count: 251) }
        try expectInvalid("calendar") { $0.calendarName = "" }
    }

    @Test func numbersAndTimesAreInRange() throws {
        try expectInvalid("priority") { $0.priority = Int(Int32.max) + 1 }
        try expectInvalid("not after start") { $0.endTime = $0.startTime }
        try expectInvalid("start") { $0.startTime = Timestamp(milliseconds: 0) }
        try expectInvalid("interval 0 ms") { $0.kind = .simple(SimpleTrigger(repeatCount: 1, interval: 0)) }
        try expectInvalid("interval -5 ms") { $0.kind = .simple(SimpleTrigger(repeatCount: 0, interval: -5)) }
        try expectInvalid("repeat count") { $0.kind = .simple(SimpleTrigger(repeatCount: -2, interval: 1)) }
        try expectInvalid("repeat count") { $0.kind = .every(.seconds(1), times: 0) }
        try expectInvalid("interval") { $0.kind = .every(.microseconds(10)) }
    }

    @Test func instructionsFitTheKind() throws {
        try expectInvalid("misfire instruction doNothing") { $0.misfireInstruction = .doNothing }
        try expectInvalid("misfire instruction nextKeepingCount") {
            $0.kind = try .cron("* * * * * ?")
            $0.misfireInstruction = .nextKeepingCount
        }
    }

    @Test func cronTextsFitTheColumns() throws {
        try expectInvalid("one trigger for each") {
            $0.kind = .cron(CronTrigger(try CronExpression(unix: "0 12 13 * 5")))
        }
        try expectInvalid("cron expression") {
            let minutes = (0..<45).map(String.init).joined(separator: ",")
            $0.kind = try .cron("0 \(minutes) * * * ?")
        }
    }

    @Test func foreignKindsCannotBeStored() throws {
        let trigger = Self.trigger { $0.kind = .foreign("BLOB") }
        let error = try #require(throws: CarnelianError.self) { try trigger.validate() }
        #expect(error.code == .unsupported)
    }

    @Test func factoriesReportWhatCannotBeRead() throws {
        let cron = try #require(throws: CarnelianError.self) { try Trigger.Kind.cron("0 0 25 * * ?") }
        #expect(cron.code == .invalidSyntax && cron.message.contains("column 5"))
        let zone = try #require(throws: CarnelianError.self) { try Trigger.Kind.cron("* * * * * ?", in: "Mars") }
        #expect(zone.code == .invalidSyntax && zone.message.contains("Mars"))
    }

    @Test func jobsAreChecked() throws {
        try JobDetail(key: JobKey("j"), type: "t").validate()
        let jobs = [
            JobDetail(key: JobKey(""), type: "t"), JobDetail(key: JobKey("j"), type: ""),
            JobDetail(key: JobKey("j"), type: JobType(rawValue: String(repeating: "t", count: 251))),
            JobDetail(key: JobKey("j"), type: "t", description: String(repeating: "x", count: 251)),
        ]
        for job in jobs {
            let error = #expect(throws: CarnelianError.self) { try job.validate() }
            #expect(error?.code == .invalidValue)
        }
    }
}
