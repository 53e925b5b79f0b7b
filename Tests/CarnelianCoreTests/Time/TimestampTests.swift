import CarnelianCore
import Testing

struct TimestampTests {
    @Test(
        arguments: [
            (1_795_355_820_000, "2026-11-22T13:57:00.000Z"),
            (0, "1970-01-01T00:00:00.000Z"),
            (-1, "1969-12-31T23:59:59.999Z"),
            (951_782_400_123, "2000-02-29T00:00:00.123Z"),
            (253_402_300_800_000, "+010000-01-01T00:00:00.000Z"),
        ] as [(Int64, String)])
    func writesISO8601(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).description == text)
        #expect(Timestamp(iso8601: text)?.milliseconds == milliseconds)
    }

    @Test(
        arguments: [
            ("2026-11-22T14:57:00+01:00", 1_795_355_820_000),
            ("2026-11-22T14:57:00+0100", 1_795_355_820_000),
            ("2026-11-22T14:57+01", 1_795_355_820_000),
            ("2026-11-22t08:57:00.25-05:00", 1_795_355_820_250),
            ("2026-11-22 13:57:00.123456789Z", 1_795_355_820_123),
        ] as [(String, Int64)])
    func readsOffsetsAndFractions(text: String, milliseconds: Int64) {
        #expect(Timestamp(iso8601: text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "2026", "2026-11-22", "2026-11-22T13:57:00", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
        "2026-11-22T24:00:00Z", "2026-11-22T13:60:00Z", "2026-11-22T13:57:00.Z", "2026-11-22T13:57:00Zx",
        "2026-11-22T13:57:00+1:00", "20261122T135700Z", "2026-11-22T13:57:00+01:60", "２026-11-22T13:57:00Z",
    ])
    func rejects(text: String) {
        #expect(Timestamp(iso8601: text) == nil)
    }

    @Test func everyInstantReadsBack() {
        var random = SeededGenerator(2)
        for _ in 0..<5_000 {
            let instant = Timestamp(milliseconds: .random(in: -99_999_999_999_999...99_999_999_999_999, using: &random))
            #expect(Timestamp(iso8601: instant.description) == instant)
        }
    }

    @Test func arithmeticSaturates() {
        let late = Timestamp(milliseconds: .max - 1)
        #expect(late.advanced(by: .seconds(5)).milliseconds == .max)
        #expect(Timestamp(milliseconds: .min).advanced(by: .seconds(-5)).milliseconds == .min)
        #expect(Timestamp(milliseconds: 1_000).duration(to: Timestamp(milliseconds: 250)) == .milliseconds(-750))
    }
}
