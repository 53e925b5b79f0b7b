import CLibPQ

/// A connection string, taken apart by libpq.
struct ConnectionString: Sendable {
    /// What the string itself said, by libpq's keywords.
    private(set) var options: [String: String]

    init(_ text: String) throws(PQError) {
        guard !text.contains("\0") else {
            throw PQError(.invalidConfiguration, "the connection string holds a NUL character")
        }
        var message: UnsafeMutablePointer<CChar>?
        let parsed = unsafe text.withCString { unsafe PQconninfoParse($0, &message) }
        defer {
            unsafe PQfreemem(message)
            unsafe PQconninfoFree(parsed)
        }
        guard let parsed = unsafe parsed else {
            let reason = unsafe message.map { unsafe Self.withoutQuotes(String(cString: $0)) } ?? "out of memory"
            throw PQError(.invalidConfiguration, "the connection string cannot be read: \(reason)")
        }
        options = unsafe Self.values(parsed)
        try check()
    }

    /// The value of `keyword`: the string's own, else what libpq's environment and defaults give.
    func effective(_ keyword: String) -> String? {
        if let own = options[keyword] { return own.isEmpty ? nil : own }
        guard let defaults = unsafe PQconndefaults() else { return nil }
        defer { unsafe PQconninfoFree(defaults) }
        return unsafe Self.values(defaults)[keyword]
    }

    /// Secrets that must not be in any message.
    var secrets: [String] {
        ["password", "sslpassword"].compactMap { effective($0) }.filter { $0.count > 3 }
    }

    /// `text` with each secret blotted out.
    func redact(_ text: String) -> String {
        var result = text
        for secret in secrets {
            result = result.split(separator: secret, omittingEmptySubsequences: false).joined(separator: "***")
        }
        return result
    }

    private func check() throws(PQError) {
        // A password with a bare "@" in a URI spills into the host, and from there into messages.
        if let host = options["host"], !host.hasPrefix("/"), !host.hasPrefix("@"), host.contains("@") {
            throw PQError(
                .invalidConfiguration,
                "the host of the connection string holds an \"@\": write %40 for one in a user name or password"
            )
        }
    }

    private static func values(_ list: UnsafeMutablePointer<PQconninfoOption>) -> [String: String] {
        var values: [String: String] = [:]
        var option = unsafe list
        while let keyword = unsafe option.pointee.keyword {
            if let value = unsafe option.pointee.val {
                unsafe values[String(cString: keyword)] = String(cString: value)
            }
            unsafe option += 1
        }
        return values
    }

    /// libpq quotes the part that it could not read, which may be the password.
    private static func withoutQuotes(_ message: String) -> String {
        let line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
        guard let first = line.firstIndex(of: "\""), let last = line.lastIndex(of: "\""), first < last else {
            return line.contains("\"") ? "it is neither a URI nor key/value pairs" : line
        }
        return line[..<first] + "…" + line[line.index(after: last)...]
    }
}

extension ConnectionString: CustomStringConvertible {
    var description: String {
        let shown = ["host", "hostaddr", "port", "dbname", "user", "service", "target_session_attrs", "sslmode"]
        let parts = shown.compactMap { keyword in options[keyword].map { "\(keyword)=\($0)" } }
        return parts.isEmpty ? "libpq's environment" : parts.joined(separator: " ")
    }
}
