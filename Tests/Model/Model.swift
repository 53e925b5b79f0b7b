// Takes the same random steps on `PostgresJobStore` and `MemoryJobStore` and compares after each what both show; ends with
// exit status 1 if they differ. See scripts/model.
//
//     CarnelianModel --database-url URL [--steps N] [--seed N] [--walk N]
//
// A walk follows from its seed alone, so a difference is seen again with --seed SEED --steps STEP --walk STEP.
import Carnelian
import CarnelianPostgres
import CarnelianTesting
import Foundation
import Logging

@main
struct Model {
    static func main() async {
        do {
            guard try await run(Array(CommandLine.arguments.dropFirst())) else { exit(1) }
        } catch {
            say("error: \(error)")
            exit(2)
        }
    }

    /// Walks on until the steps are taken; false if anything differed.
    private static func run(_ arguments: [String]) async throws -> Bool {
        guard let url = value("--database-url", in: arguments) else {
            say("usage: CarnelianModel --database-url URL [--steps N] [--seed N] [--walk N]")
            exit(64)
        }
        let total = number("--steps", in: arguments) ?? 100_000
        let first = number("--seed", in: arguments) ?? 1
        let length = max(1, number("--walk", in: arguments) ?? 1_000)
        let logger = Logger(label: "model") { _ in SwiftLogNoOpLogHandler() }
        var configuration = PostgresJobStore.Configuration(url: url)
        configuration.usesNotifications = false
        _ = try await Migrator(configuration, logger: logger).migrate()
        let start = ContinuousClock.now
        let run = UInt32.random(in: .min ... .max)
        var taken = 0
        var seed = first
        var differences = 0
        while taken < total {
            var walked = configuration
            walked.schedulerName = "model \(run) \(seed)"
            let steps = min(length, total - taken)
            let (store, difference) = try await walk(walked, logger, seed: UInt64(seed), steps: steps)
            await store.close()
            if let difference {
                differences += 1
                say("difference: \(difference.message)")
            }
            taken += steps
            seed += 1
            if (seed - first).isMultiple(of: 10) {
                say("\(taken) steps, \(seed - first) seeds, \(differences) differences")
            }
        }
        let seconds = (ContinuousClock.now - start).components.seconds
        say("Model test: \(taken) steps, seeds \(first) to \(seed - 1), \(differences) differences, \(seconds) s")
        return differences == 0
    }

    private static func walk(
        _ configuration: PostgresJobStore.Configuration, _ logger: Logger, seed: UInt64, steps: Int
    ) async throws -> (PostgresJobStore, ConformanceFailure?) {
        let made = Made()
        let test = ModelTest { clock, _ in
            let store = try PostgresJobStore(configuration, logger: logger, clock: clock)
            await made.keep(store)
            return store
        }
        let difference = try await test.walk(seed: seed, steps: steps)
        guard let store = await made.store else { throw CancellationError() }
        return (store, difference)
    }

    /// The store that a walk made, to be closed after it.
    private actor Made {
        private(set) var store: PostgresJobStore?

        func keep(_ store: PostgresJobStore) {
            self.store = store
        }
    }

    /// Writes a line at once, also where the output is a file.
    private static func say(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    private static func value(_ option: String, in arguments: [String]) -> String? {
        guard let place = arguments.firstIndex(of: option), place + 1 < arguments.count else { return nil }
        return arguments[place + 1]
    }

    private static func number(_ option: String, in arguments: [String]) -> Int? {
        value(option, in: arguments).flatMap { Int($0) }.map { max(0, $0) }
    }
}
