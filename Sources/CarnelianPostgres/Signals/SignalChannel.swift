import Carnelian
import CarnelianCore

/// The notification channel of one scheduler, and how signals read on it.
struct SignalChannel: Sendable, Hashable {
    /// The channel's name: at most 63 bytes, its own for each scheduler name and table prefix.
    let name: String

    /// The channel of a scheduler.
    init(schedulerName: String, prefix: String) {
        let readable = schedulerName.utf8.prefix(30).map { byte in
            let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            return isLetter || isDigit ? byte : UInt8(ascii: "_")
        }
        let digest = String(Self.hash("\(prefix)\u{0}\(schedulerName)"), radix: 16)
        name = "carnelian_\(String(decoding: readable, as: UTF8.self))_\(digest)"
    }

    /// The payload that carries a signal.
    static func payload(of signal: StoreSignal) -> String {
        switch signal {
        case .scheduleChanged(let earliest): earliest.map { "\($0.milliseconds)" } ?? ""
        case .clusterChanged: "cluster"
        case .interruptRequested: "interrupt"
        }
    }

    /// The signal that a payload carries; what cannot be read counts as a change at once.
    static func signal(of payload: String) -> StoreSignal {
        if payload == "cluster" { return .clusterChanged }
        if payload == "interrupt" { return .interruptRequested }
        return .scheduleChanged(earliest: Int64(payload).map(Timestamp.init(milliseconds:)))
    }

    /// FNV-1a over the bytes: the same on every node, unlike Swift's own hashes.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
