import Carnelian
import CarnelianCore
import Testing

/// The order in which ends of executions are written.
@Suite struct CompletionBatchesTests {
    private func completion(_ id: Int, data: JobDataMap? = nil) -> Completion {
        let job = JobDetail(key: JobKey("j"), type: "t")
        let trigger = Trigger(
            key: TriggerKey("t\(id)"), job: job.key, kind: .simple(SimpleTrigger()),
            startTime: Timestamp(milliseconds: 0)
        )
        let fire = Fire(
            id: FireInstanceID(rawValue: "\(id)"), trigger: trigger, job: job,
            scheduledFireTime: trigger.startTime, fireTime: trigger.startTime
        )
        return Completion(fire, by: "me", data: data)
    }

    private func ids(_ batch: [Completion]?) -> [String]? { batch?.map(\.id.rawValue) }

    @Test func everyCompletionIsWrittenOnceAndInOrder() {
        var batches = CompletionBatches()
        batches.add((0..<1_500).map { completion($0) })
        batches.add((1_500..<2_700).map { completion($0) })
        #expect(batches.count == 2_700)
        var written: [String] = []
        while let batch = batches.first {
            #expect(batch.count <= CompletionBatches.largest)
            written += batch.map(\.id.rawValue)
            batches.recorded()
        }
        #expect(written == (0..<2_700).map(String.init))
        #expect(batches.isEmpty)
        #expect(batches.count == 0)
    }

    @Test func aFailedBatchStaysFirst() {
        var batches = CompletionBatches()
        batches.add([completion(1)])
        batches.add([completion(2)])
        #expect(ids(batches.first) == ["1"])
        batches.recorded()
        #expect(ids(batches.first) == ["2"])
    }

    @Test func oneThatIsRefusedNeverHoldsUpTheOthers() {
        var batches = CompletionBatches()
        batches.add((0..<8).map { completion($0, data: ["key": "value"]) })
        var written: [String] = []
        var refused: Completion?
        for _ in 0..<40 {
            guard let batch = batches.first else { break }
            if batch.contains(where: { $0.id.rawValue == "5" && $0.data != nil }) {
                batches.refused(reason: "poison")
            } else {
                if batch.count == 1, batch[0].id.rawValue == "5" { refused = batch[0] }
                written += batch.map(\.id.rawValue)
                batches.recorded()
            }
        }
        #expect(written == ["0", "1", "2", "3", "4", "6", "7", "5"])
        #expect(batches.isEmpty)
        #expect(refused?.data == nil)
        guard case .parkTrigger(let reason) = refused?.instruction else {
            Issue.record("the trigger is not parked: \(String(describing: refused))")
            return
        }
        #expect(reason.contains("poison"))
    }
}
