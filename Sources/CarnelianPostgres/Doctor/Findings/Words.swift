/// Numbers as sentences have them.
enum Words {
    /// A span of ms: "3 s", "12 min", "5 h", "3 days".
    static func age(_ milliseconds: Int64) -> String {
        let seconds = milliseconds.magnitude / 1_000
        switch seconds {
        case ..<10: return "\(milliseconds.magnitude / 1_000).\(milliseconds.magnitude % 1_000 / 100) s"
        case ..<120: return "\(seconds) s"
        case ..<7_200: return "\(seconds / 60) min"
        case ..<172_800: return "\(seconds / 3_600) h"
        default: return "\(seconds / 86_400) days"
        }
    }

    /// "1 trigger", "2 triggers".
    static func count(_ number: Int, _ noun: String) -> String {
        number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
    }
}
