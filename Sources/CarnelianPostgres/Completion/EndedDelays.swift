import CarnelianCore
import LibPQ

/// Runs of fixed-delay triggers that ended, as `completion/end_delays.sql` takes them.
struct EndedDelays {
    private var keys: [TriggerKey] = []
    private var fired: [Int64?] = []
    private var next: [Int64?] = []

    var isEmpty: Bool { keys.isEmpty }

    /// When the earliest of the triggers fires again.
    var earliest: Timestamp? {
        next.compactMap { $0 }.filter { $0 > 0 }.min().map(Timestamp.init(milliseconds:))
    }

    /// Adds the run of a fire time, with the next one that follows from its end; nil: none.
    mutating func append(_ key: TriggerKey, fired: Timestamp, next: Timestamp?) {
        keys.append(key)
        self.fired.append(fired.milliseconds)
        self.next.append(next?.milliseconds ?? -1)
    }

    /// The parameters from $2 on; `isRecorded` says whether the runs still have their fire instances.
    func parameters(isRecorded: Bool) -> [PQValue] {
        KeyColumns.parameters(keys) + [
            .int8Array(fired), .int8Array(next), .int8(FixedDelayTrigger.running.milliseconds), .bool(isRecorded),
        ]
    }
}

extension PostgresJobStore {
    /// The steps that let fixed-delay triggers go on; none where there is none.
    func steps(ending delays: EndedDelays, isRecorded: Bool) -> [PQStep] {
        guard !delays.isEmpty else { return [] }
        let end = step(
            EmbeddedSQL.completionEndDelays, [.text(schedulerName)] + delays.parameters(isRecorded: isRecorded)
        )
        guard let earliest = delays.earliest, let signal = notifyStep(earliest: earliest) else { return [end] }
        return [end, signal]
    }
}
