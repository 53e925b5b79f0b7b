import Carnelian
import CarnelianCore
import Testing

/// Configurations that contradict themselves are refused when the scheduler is made.
@Suite struct SchedulerConfigurationTests {
    private let fixture = MemoryFixture()

    static let refused: [(String, Scheduler.Configuration)] = [
        ("maxConcurrentJobs", .init(maxConcurrentJobs: 0)),
        ("maxConcurrentJobs", .init(maxConcurrentJobs: 10_001)),
        ("workerThreads", .init(workerThreads: 0)),
        ("batchSize", .init(batchSize: 0)),
        ("checkInInterval", .init(checkInInterval: .milliseconds(99))),
        ("checkInGrace", .init(checkInGrace: .zero)),
        ("pollInterval", .init(pollInterval: .zero)),
        ("lookahead", .init(lookahead: .seconds(-1))),
        ("shutdownTimeout", .init(shutdownTimeout: .seconds(-1))),
        ("misfireThreshold", .init(misfireThreshold: .zero)),
        ("runawayLimit", .init(runawayLimit: -1)),
        ("instance id", .init(instanceID: "")),
        ("instance id", .init(instanceID: InstanceID(rawValue: String(repeating: "x", count: 96)))),
    ]

    @Test(arguments: refused.indices)
    func contradictionsAreRefused(index: Int) throws {
        let (name, configuration) = Self.refused[index]
        let error = #expect(throws: CarnelianError.self) { try fixture.scheduler(configuration) {} }
        #expect(error?.code == .invalidValue)
        #expect(error?.message.contains(name) == true, "\(String(describing: error))")
    }

    @Test func defaultsAndEdgesAreAccepted() throws {
        _ = try fixture.scheduler {}
        _ = try fixture.scheduler(.init(misfireThreshold: .milliseconds(1))) {}
        _ = try fixture.scheduler(
            .init(
                maxConcurrentJobs: 10_000, workerThreads: 10_000, batchSize: 10_000,
                misfireThreshold: .milliseconds(301),
                checkInInterval: .milliseconds(100), checkInGrace: .milliseconds(100), lookahead: .zero,
                shutdownTimeout: .zero
            )
        ) {}
        #expect(Scheduler.Configuration().workerThreads == 10)
        #expect(Scheduler.Configuration(maxConcurrentJobs: 1_000).workerThreads == 64)
    }

    /// A failed node's claims should be back before they misfire: 2 × 7.5 s + 7.5 s.
    @Test func aThresholdShorterThanFailOverIsWarnedOf() {
        #expect(Scheduler.Configuration().warning == nil)
        #expect(Scheduler.Configuration(misfireThreshold: .milliseconds(22_501)).warning == nil)
        #expect(Scheduler.Configuration(misfireThreshold: .milliseconds(22_500)).warning?.contains("22.5") == true)
        #expect(Scheduler.Configuration(checkInInterval: .seconds(30)).warning != nil)
    }

    @Test func twoJobsOfOneTypeAreRefused() throws {
        let error = #expect(throws: CarnelianError.self) {
            try fixture.scheduler {
                JobRegistration("twice") { _ in }
                JobRegistration("twice") { _ in }
            }
        }
        #expect(error?.message.contains("twice") == true)
    }

    @Test func automaticInstanceIdsDiffer() throws {
        var ids: [InstanceID] = []
        for _ in 0..<20 { ids.append(try fixture.scheduler {}.instanceID) }
        #expect(Set(ids).count == 20)
        #expect(ids.allSatisfy { (1...InstanceID.maximumLength).contains($0.rawValue.count) })
    }

    @Test func theBuilderTakesConditionsAndLoops() throws {
        let isOn = Set(["a"]).contains("a")
        let scheduler = try fixture.scheduler {
            if isOn { JobRegistration("a") { _ in } }
            if !isOn { JobRegistration("b") { _ in } }
            for index in 0..<3 { JobRegistration(JobType(rawValue: "c\(index)")) { _ in } }
        }
        #expect(scheduler.jobTypes == ["a", "c0", "c1", "c2"])
        #expect(scheduler.name == "carnelian")
    }
}
