import Carnelian
import CarnelianTesting
import Testing

@Suite struct MemoryJobStoreConformanceTests {
    @Test(arguments: JobStoreConformance.checks)
    func conforms(check: JobStoreConformance.Check) async throws {
        try await check.run { clock in MemoryJobStore(clock: clock) }
    }

    @Test func everyCheckHasANumberOfItsOwn() {
        let ids = JobStoreConformance.checks.map(\.id)
        #expect(Set(ids).count == ids.count)
        #expect(ids.count >= 60)
        for guarantee in 1...16 {
            #expect(ids.contains { $0.hasPrefix("G\(guarantee).") }, "G\(guarantee) has no check")
        }
    }
}
