// Feeds a reader of untrusted input with inputs that nearly fit, and ends with exit status 1 at the first finding: a broken
// promise, or an input that takes too long. A crash is a finding too. See scripts/fuzz.
//
//     CarnelianFuzz TARGET [--runs N] [--seed N] [--from N] [--trace]
//
// Every input follows from the seed and its number, so a finding is seen again with --from NUMBER --runs 1.
import Foundation

enum FuzzTargets {
    static let all: [any FuzzTarget.Type] = [CronTarget.self, JavaStreamTarget.self, RecurrenceTarget.self]
}

#if !CARNELIAN_COVERAGE
@main
struct Fuzz {
    static func main() {
        do {
            report(try run(Array(CommandLine.arguments.dropFirst())))
        } catch {
            report("finding: \(error)")
            exit(1)
        }
    }

    private static func run(_ arguments: [String]) throws -> String {
        let names = FuzzTargets.all.map { $0.name }.joined(separator: ", ")
        guard let name = arguments.first, let target = FuzzTargets.all.first(where: { $0.name == name }) else {
            report("usage: CarnelianFuzz TARGET [--runs N] [--seed N] [--from N] [--trace]; targets: \(names)")
            exit(64)
        }
        let runs = number("--runs", in: arguments) ?? 100_000
        let from = number("--from", in: arguments) ?? 0
        let seed = UInt64(number("--seed", in: arguments) ?? 1)
        return try run(target, seed: seed, from..<from + runs, tracing: arguments.contains("--trace"))
    }

    private static func run<Target: FuzzTarget>(
        _ target: Target.Type, seed: UInt64, _ inputs: Range<Int>, tracing: Bool
    ) throws -> String {
        try FuzzRun(try target.init(), seed: seed, tracing: tracing).run(inputs)
    }

    private static func number(_ option: String, in arguments: [String]) -> Int? {
        guard let place = arguments.firstIndex(of: option), place + 1 < arguments.count else { return nil }
        return Int(arguments[place + 1]).map { max(0, $0) }
    }
}
#endif
