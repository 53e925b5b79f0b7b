// The Swift side of scripts/bench-cron; the Java side is Benchmarks/java/carnelian/bench/CronSpeed.java.
//
// Answers a line of standard input with a line of standard output:
//
//     next MILLISECONDS ZONE EXPRESSION          nanoseconds per fire time, and a checksum of the first thousand
//     parse MILLISECONDS ZONE EXPRESSION         nanoseconds per expression read
//     allocations MILLISECONDS ZONE EXPRESSION   blocks allocated while a million fire times were computed
import CAllocations
import CarnelianCore
import Foundation

@main
struct CronSpeed {
    /// 2026-01-01T00:00:00Z.
    private static let start = Timestamp(milliseconds: 1_767_225_600_000)
    /// 2100-01-01T00:00:00Z.
    private static let end = Timestamp(milliseconds: 4_102_444_800_000)
    private static let batch = 1_000

    static func main() throws {
        guard countsAllocations() else { throw Failure("allocations are not counted on this machine") }
        while let line = readLine() {
            let words = line.split(separator: " ", maxSplits: 3).map(String.init)
            guard words.count == 4, let milliseconds = Int(words[1]) else { throw Failure("cannot read: \(line)") }
            let budget = Duration.milliseconds(milliseconds)
            let zone = try TimeZoneRules(words[2])
            switch words[0] {
            case "next": answer(next(try CronExpression(words[3]), zone, budget))
            case "parse": answer(try parse(words[3], budget))
            case "allocations": answer(allocations(try CronExpression(words[3]), zone))
            default: throw Failure("cannot read: \(line)")
            }
        }
    }

    private static func next(_ expression: CronExpression, _ zone: TimeZoneRules, _ budget: Duration) -> String {
        var time = start
        let checksum = walk(expression, zone, from: &time)
        var batches = 0
        let begun = cpuTime()
        repeat {
            _ = walk(expression, zone, from: &time)
            batches += 1
        } while cpuTime() - begun < budget
        return "\(nanoseconds(cpuTime() - begun, each: batches * batch)) \(checksum)"
    }

    /// A thousand fire times, from the start anew where the schedule or the century ends; their sum.
    @inline(never)
    private static func walk(_ expression: CronExpression, _ zone: TimeZoneRules, from time: inout Timestamp) -> Int64 {
        var sum: Int64 = 0
        for _ in 0..<batch {
            time = expression.next(after: time, in: zone) ?? start
            if time >= end { time = start }
            sum &+= time.milliseconds
        }
        return sum
    }

    private static func parse(_ text: String, _ budget: Duration) throws -> String {
        var batches = 0
        var length = 0
        let begun = cpuTime()
        repeat {
            for _ in 0..<batch { length += try CronExpression(text).text.utf8.count }
            batches += 1
        } while cpuTime() - begun < budget
        guard length == batches * batch * text.utf8.count else { throw Failure("\(text) was not read") }
        return nanoseconds(cpuTime() - begun, each: batches * batch)
    }

    private static func allocations(_ expression: CronExpression, _ zone: TimeZoneRules) -> String {
        var time = start
        _ = walk(expression, zone, from: &time)
        let before = allocations_made()
        for _ in 0..<1_000_000 / batch { _ = walk(expression, zone, from: &time) }
        return "\(allocations_made() - before)"
    }

    /// Whether a block that Swift allocates is seen by the counter.
    private static func countsAllocations() -> Bool {
        let before = allocations_made()
        let block = (0..<Int.random(in: 100...200)).map { $0 }
        return allocations_made() > before && block.count >= 100
    }

    /// The processor time of this thread so far: what else the machine does counts for nobody.
    private static func cpuTime() -> Duration {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    private static func nanoseconds(_ duration: Duration, each count: Int) -> String {
        let hundredths = duration / .nanoseconds(1) * 100 / Double(count)
        return "\(hundredths.rounded() / 100)"
    }

    private static func answer(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}

struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
