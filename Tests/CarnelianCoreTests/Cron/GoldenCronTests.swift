import CarnelianCore
import Testing

struct GoldenCronTests {
    @Test func everyVectorIsWhatQuartzComputes() throws {
        let lines = GoldenCronVectors.lines.split(separator: "\n")
        #expect(lines.count > 300)
        for line in lines {
            let parts = line.split(separator: "|").map(String.init)
            let expression = try CronExpression(parts[0])
            let zone = try TimeZoneRules(parts[1])
            var time = Timestamp(milliseconds: try #require(Int64(parts[2])) * 1_000)
            for distance in parts[3].split(separator: " ") {
                let next = expression.next(after: time, in: zone)
                guard let next, let seconds = Int64(distance) else {
                    #expect(next == nil && distance == "-", "\(line)")
                    break
                }
                #expect(next == time.advanced(by: .seconds(seconds)), "\(line)")
                time = next
            }
        }
    }
}
