import Carnelian
import CarnelianTesting
import Testing

/// The conformance suite can fail: each fault is found by the check that is there for it.
@Suite struct MutantStoreTests {
    @Test(arguments: MutantStore.Fault.allCases)
    func isFound(fault: MutantStore.Fault) async throws {
        let check = try #require(JobStoreConformance.checks.first { $0.id == fault.check })
        let failure = await #expect(throws: ConformanceFailure.self) {
            try await check.run { clock in MutantStore(fault, clock: clock) }
        }
        #expect(failure?.check == check.description)
    }

    @Test func theSuiteNamesWhatFailed() async throws {
        let check = try #require(JobStoreConformance.checks.first { $0.id == "G3.2" })
        let failure = await #expect(throws: ConformanceFailure.self) {
            try await check.run { clock in MutantStore(.ignoresLimit, clock: clock) }
        }
        #expect(failure?.description.contains("Claims of the first turn") == true)
        #expect(failure?.location.contains("ClaimChecks.swift") == true)
    }
}
