package import ArgumentParser
import CarnelianCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The global options: which database, which cluster, which tables.
package struct StoreOptions: ParsableArguments {
    /// The names of the options that take a value, for those who move them.
    package static let names = ["--database-url", "--scheduler", "--table-prefix"]

    @Option(
        help: ArgumentHelp(
            "PostgreSQL's URI or key=value string. Default: CARNELIAN_DATABASE_URL, then libpq's own environment.",
            valueName: "url"))
    package var databaseURL: String?

    @Option(
        help: ArgumentHelp(
            "The cluster's name; its nodes share jobs. Default: CARNELIAN_SCHEDULER, then carnelian.", valueName: "name"
        ))
    package var scheduler: String?

    @Option(help: ArgumentHelp("What the tables' names begin with.", valueName: "prefix"))
    package var tablePrefix = "qrtz_"

    package init() {}

    /// The options for a database that is known.
    package static func options(databaseURL: String) throws -> StoreOptions {
        try parse(["--database-url", databaseURL])
    }

    /// The database: the option, else the environment; empty lets libpq look into its own.
    package var resolvedURL: String {
        databaseURL ?? environmentVariable("CARNELIAN_DATABASE_URL") ?? ""
    }

    /// The cluster: the option, else the environment, else `carnelian`.
    package var resolvedScheduler: String {
        scheduler ?? environmentVariable("CARNELIAN_SCHEDULER") ?? "carnelian"
    }

    package mutating func validate() throws {
        guard (1...120).contains(resolvedScheduler.count) else {
            throw ValidationError("--scheduler: expected a name of 1 to 120 characters")
        }
        let isIdentifier =
            tablePrefix.utf8.allSatisfy { $0 == UInt8(ascii: "_") || $0.isDigit || $0.isLetter }
            && tablePrefix.utf8.first?.isDigit != true && tablePrefix.count <= 30
        guard isIdentifier else {
            throw ValidationError(
                "--table-prefix \(tablePrefix): expected at most 30 letters, digits and underscores, no digit first")
        }
    }
}

/// A variable of the environment; nil where it is unset or empty.
package func environmentVariable(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    let text = unsafe String(cString: value)
    return text.isEmpty ? nil : text
}
