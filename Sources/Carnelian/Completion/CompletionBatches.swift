import DequeModule

/// The order in which ends of executions are written: in batches, split where the store refuses one, so that a single
/// completion that cannot be written never holds up the others.
///
/// A pure value.
package struct CompletionBatches: Sendable {
    /// The most completions of one transaction.
    package static let largest = 1_000

    private var batches = Deque<[Completion]>()

    package init() {}

    /// How many completions are not recorded yet.
    package private(set) var count = 0

    package var isEmpty: Bool { batches.isEmpty }

    /// New completions, written after those that wait.
    package mutating func add(_ completions: [Completion]) {
        guard !completions.isEmpty else { return }
        count += completions.count
        var rest = completions[...]
        if let last = batches.last, last.count + rest.count <= CompletionBatches.largest, batches.count > 1 {
            batches[batches.count - 1] += rest
            return
        }
        while !rest.isEmpty {
            batches.append(Array(rest.prefix(CompletionBatches.largest)))
            rest = rest.dropFirst(CompletionBatches.largest)
        }
    }

    /// The batch to write now.
    package var first: [Completion]? { batches.first }

    /// The first batch is recorded.
    package mutating func recorded() {
        guard let batch = batches.popFirst() else { return }
        count -= batch.count
    }

    /// The store refused the first batch for a reason that another try does not cure: it is halved; a single completion
    /// goes without its data next, its trigger parked with the reason, and behind all others.
    package mutating func refused(reason: String) {
        guard let batch = batches.popFirst(), !batch.isEmpty else { return }
        guard batch.count == 1, var completion = batch.first else {
            batches.prepend(Array(batch.suffix(from: batch.count / 2)))
            batches.prepend(Array(batch.prefix(batch.count / 2)))
            return
        }
        if completion.data != nil {
            completion.data = nil
            completion.instruction = .parkTrigger(reason: "the end of the execution could not be recorded: \(reason)")
        }
        batches.append([completion])
    }
}
