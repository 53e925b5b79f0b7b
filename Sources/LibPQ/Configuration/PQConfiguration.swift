/// How to reach a server, and how long to wait for it.
package struct PQConfiguration: Sendable {
    /// How long `connect` may take, names, every host and login included.
    ///
    /// Default: 10 s.
    package var connectTimeout: Duration = .seconds(10)
    /// The deadline of each wait for an answer, and of the wait for a free connection of a pool.
    ///
    /// Default: 30 s.
    package var statementTimeout: Duration = .seconds(30)
    /// How long a cancelled statement may take to end before its connection is given up.
    ///
    /// Default: 5 s.
    package var cancellationTimeout: Duration = .seconds(5)
    /// What the server shows as `application_name` if the connection string and the environment say nothing.
    package var applicationName: String?
    /// Settings of the session, set by statements after the login: proxies refuse unknown startup parameters.
    ///
    /// Leave it empty behind a proxy that pools transactions, where a session is shared.
    package var settings: [String: String] = [:]
    /// Whether statements with a name are kept prepared.
    ///
    /// Turn it off behind a proxy that pools transactions. Default: true.
    package var preparesStatements = true

    let connectionString: ConnectionString

    /// Reads a URI (`postgresql://…`) or key/value string (`host=… dbname=…`) as libpq does.
    ///
    /// What it leaves out comes from libpq's environment (`PGHOST`, `PGSERVICE`, `~/.pgpass`, …); "" leaves out all.
    /// Throws `.invalidConfiguration`, with a message that quotes nothing of the string, since it can hold a password.
    package init(_ conninfo: String) throws(PQError) {
        connectionString = try ConnectionString(conninfo)
    }
}

extension PQConfiguration: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Where it points to, without a password.
    package var description: String { connectionString.description }

    package var debugDescription: String { description }

    package var customMirror: Mirror {
        Mirror(self, children: ["target": description], displayStyle: .struct)
    }
}
