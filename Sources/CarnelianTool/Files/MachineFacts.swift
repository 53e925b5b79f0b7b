#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What this machine's own files say.
enum MachineFacts {
    /// The machine's time zone: `TZ`, else where /etc/localtime points to, else /etc/timezone, else UTC.
    static var timeZone: String {
        if let name = environmentVariable("TZ") { return name.hasPrefix(":") ? String(name.dropFirst()) : name }
        if let link = linkTarget("/etc/localtime"), let range = link.firstRange(of: "zoneinfo/") {
            return String(link[range.upperBound...])
        }
        guard let name = try? TextFile.read("/etc/timezone").split(whereSeparator: \.isWhitespace).first else {
            return "UTC"
        }
        return String(name)
    }

    /// The names of the users of /etc/passwd.
    static var users: Set<String> {
        guard let text = try? TextFile.read("/etc/passwd") else { return ["root"] }
        return Set(
            text.split(whereSeparator: \.isNewline).compactMap { $0.split(separator: ":").first.map(String.init) })
    }

    private static func linkTarget(_ path: String) -> String? {
        guard let pointer = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(pointer) }
        return unsafe String(cString: pointer)
    }
}
