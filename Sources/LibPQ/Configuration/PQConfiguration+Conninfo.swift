extension PQConfiguration {
    /// The connection string in libpq's key/value form, with some values replaced: for another process.
    ///
    /// It holds the password, if the configuration does: it is not for messages.
    package func conninfo(replacing replaced: [String: String] = [:]) -> String {
        connectionString.options.merging(replaced) { _, new in new }
            .sorted { $0.key < $1.key }
            .map { "\($0.key)=\(Self.quoted($0.value))" }
            .joined(separator: " ")
    }

    /// The first host that the string names; nil when it leaves that to libpq's environment.
    package var host: String? {
        connectionString.options["host"]
    }

    private static func quoted(_ value: String) -> String {
        var text = "'"
        for character in value {
            if character == "'" || character == "\\" { text.append("\\") }
            text.append(character)
        }
        return text + "'"
    }
}
