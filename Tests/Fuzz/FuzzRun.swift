import Dispatch
import Foundation
import Synchronization

/// Runs a target over the inputs of a range.
final class FuzzRun<Target: FuzzTarget>: Sendable {
    private let target: Target
    private let seed: UInt64
    private let tracing: Bool
    private let current = Atomic(0)
    private let over = DispatchSemaphore(value: 0)

    init(_ target: Target, seed: UInt64, tracing: Bool) {
        self.target = target
        self.seed = seed
        self.tracing = tracing
    }

    /// Processor time that one input may take.
    private static var bound: Duration { .milliseconds(500) }

    /// Checks the inputs of a range and returns what to report; throws the first finding.
    func run(_ inputs: Range<Int>) throws -> String {
        watch()
        defer { over.signal() }
        var slowest = (time: Duration.zero, input: inputs.lowerBound)
        var accepted = 0
        let begun = ContinuousClock.now
        for number in inputs {
            current.store(number, ordering: .relaxed)
            var random = FuzzRandom(seed: seed, input: number)
            let input = target.input(&random)
            if tracing { report("input \(number): \(input.count) bytes: \(escaped(input))") }
            let before = cpuTime()
            do {
                if try target.check(input, &random) { accepted += 1 }
            } catch {
                throw Finding("input \(number) of seed \(seed): \(error): \(escaped(input))")
            }
            let time = cpuTime() - before
            if time > slowest.time { slowest = (time, number) }
            guard time < Self.bound else {
                throw Finding("input \(number) of seed \(seed) took \(time): \(escaped(input))")
            }
        }
        let seconds = (ContinuousClock.now - begun) / .seconds(1)
        return """
            fuzz \(Target.name): \(inputs.count) executions without a finding, \(accepted) inputs accepted, \
            seed \(seed), \(Int(seconds)) s, slowest \(slowest.time / .microseconds(1)) µs (input \(slowest.input))
            """
    }

    /// Ends the process if it stays with one input: a search that does not end would otherwise say nothing.
    private func watch() {
        Thread.detachNewThread { [self] in
            var seen = -1
            while over.wait(timeout: .now() + 30) == .timedOut {
                let now = current.load(ordering: .relaxed)
                if now == seen {
                    var random = FuzzRandom(seed: seed, input: now)
                    report("finding: input \(now) of seed \(seed) runs away: \(escaped(target.input(&random)))")
                    exit(1)
                }
                seen = now
            }
        }
    }
}

/// The processor time of this thread so far.
private func cpuTime() -> Duration {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}

/// One line on standard output, at once.
func report(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
}

/// Bytes as text, those that are not printable as `\xNN`; long inputs are cut.
private func escaped(_ bytes: [UInt8]) -> String {
    let text = bytes.prefix(400).map { byte in
        let isPlain = byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\\")
        return isPlain ? String(UnicodeScalar(byte)) : (byte < 0x10 ? "\\x0" : "\\x") + String(byte, radix: 16)
    }
    return "\"" + text.joined() + "\"" + (bytes.count > 400 ? "…" : "")
}
