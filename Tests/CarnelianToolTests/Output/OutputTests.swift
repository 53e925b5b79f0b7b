import CarnelianCore
import CarnelianTool
import Testing

struct OutputTests {
    @Test func alignsColumnsWithoutSpacesAtLineEnds() {
        var table = Table(.init("NAME"), .init("COUNT", alignsRight: true), .init("NOTE"))
        table.add("a", "7", "")
        table.add("longer", "1234", "x")
        let lines = table.lines(Style(isColoured: false))
        #expect(lines == ["NAME    COUNT  NOTE", "a           7", "longer   1234  x"])
    }

    @Test func coloursDoNotChangeTheAlignment() {
        var table = Table(.init("A"), .init("B"))
        table.add(.init("x", .red), .init("y", .bold))
        let plain = table.lines(Style(isColoured: false))
        let coloured = table.lines(Style(isColoured: true))
        #expect(coloured != plain)
        let stripped = coloured.map { line in line.replacing(#/\u{1B}\[[0-9;]*m/#, with: "") }
        #expect(stripped == plain)
    }

    @Test func writesTimesInAZone() throws {
        let time = Timestamp(milliseconds: 1_795_336_200_000)
        #expect(LocalTime.text(time, in: .utc) == "2026-11-22T08:30:00Z")
        #expect(LocalTime.text(time, in: try TimeZoneRules("Europe/Berlin")) == "2026-11-22T09:30:00+01:00")
        #expect(LocalTime.text(time, in: try TimeZoneRules("America/St_Johns")) == "2026-11-22T05:00:00-03:30")
        #expect(LocalTime.short(time) == "2026-11-22 08:30:00Z")
    }

    @Test(arguments: [
        (0, "now"), (4_200, "in 4.2 s"), (-4_200, "4.2 s ago"), (250, "in 250 ms"), (65_000, "in 65 s"),
        (600_000, "in 10 min"), (-7_200_000, "2 h ago"), (259_200_000, "in 3 d"),
    ])
    func tellsHowFarATimeIs(distance: Int64, words: String) {
        let now = Timestamp(milliseconds: 1_000_000_000)
        let time = Timestamp(milliseconds: now.milliseconds + distance)
        #expect(LocalTime.distance(of: time, from: now) == words)
    }

    @Test func keepsTheEndOfLongOutput() {
        var tail = OutputTail(limit: 10)
        for number in 0..<1_000 { tail.append("\(number % 10)".utf8) }
        tail.append("\nlast\n".utf8)
        #expect(tail.lines == ["6789", "last"])
        #expect(tail.dropped == 1_006 - 10)
    }
}
