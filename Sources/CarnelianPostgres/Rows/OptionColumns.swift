import CarnelianCore
import LibPQ

/// Options of triggers as the parameters of `write_options`, an array a column.
struct OptionColumns {
    private var keys: [TriggerKey] = []
    private var options: [TriggerOptions] = []

    var isEmpty: Bool { keys.isEmpty }

    /// Adds a trigger's options; none for one that Quartz's tables hold whole.
    mutating func append(_ trigger: Trigger) {
        guard let options = TriggerOptions(trigger) else { return }
        keys.append(trigger.key)
        self.options.append(options)
    }

    /// The parameters from $2 on.
    var parameters: [PQValue] {
        KeyColumns.parameters(keys) + [
            .textArray(options.map(\.rule)),
            .boolArray(options.map { $0.isFixedDelay ? true : nil }),
            .textArray(options.map(\.recurrenceRule)),
            .textArray(options.map(\.zone)),
            .int8Array(options.map(\.jitter)),
            .textArray(options.map(\.gap)),
            .textArray(options.map(\.overlap)),
            .int8Array(options.map(\.misfireThreshold)),
            .int2Array(options.map(\.misfireCode)),
            .int4Array(options.map(\.catchUpMax)),
            .int8Array(options.map(\.catchUpWithin)),
        ]
    }
}
