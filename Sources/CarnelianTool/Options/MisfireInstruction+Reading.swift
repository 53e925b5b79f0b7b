import ArgumentParser
package import CarnelianCore

extension MisfireInstruction {
    /// The names that the tool reads and prints, of the instructions that are Quartz's.
    package static let names: KeyValuePairs<String, MisfireInstruction> = [
        "smart": .smart, "ignore": .ignore, "fire-now": .fireNow, "do-nothing": .doNothing,
        "now-keep-count": .nowKeepingCount, "now-remaining-count": .nowWithRemainingCount,
        "next-remaining-count": .nextWithRemainingCount, "next-keep-count": .nextKeepingCount,
    ]

    private static let catchUp = "catch-up"

    /// Reads a misfire instruction by its name, or `catch-up:MAX:WITHIN`, as `catch-up:10:1h`.
    package static func reading(_ text: String) throws -> MisfireInstruction {
        if let found = names.first(where: { $0.key == text }) { return found.value }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts[0] == catchUp else {
            throw ValidationError(
                "expected one of " + names.map(\.key).joined(separator: ", ") + ", catch-up:MAX:WITHIN")
        }
        guard parts.count == 3, let most = Int(parts[1]), (1...1_000).contains(most) else {
            throw ValidationError("expected catch-up:MAX:WITHIN, as catch-up:10:1h, MAX from 1 to 1000")
        }
        return .catchUp(max: most, within: try Duration.readingPositive(parts[2]))
    }

    /// The name that `reading(_:)` reads.
    package var name: String {
        if case .catchUp(let most, let age) = self {
            return "\(Self.catchUp):\(most):" + LocalTime.exactLength(milliseconds: age.wholeMilliseconds)
        }
        return Self.names.first { $0.value == self }?.key ?? "smart"
    }

    /// The names of those that a kind of trigger knows.
    package static func names(fitting kind: Trigger.Kind) -> [String] {
        let known = names.filter { $0.value.fits(kind) }.map(\.key)
        return MisfireInstruction.catchUp(max: 1, within: .seconds(1)).fits(kind)
            ? known + [catchUp + ":MAX:WITHIN"] : known
    }
}
