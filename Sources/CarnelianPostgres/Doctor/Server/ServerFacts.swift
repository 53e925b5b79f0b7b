import LibPQ

/// The server and its settings, as `sql/queries/server/facts.sql` reads them.
struct ServerFacts: Sendable, Hashable {
    /// The server's time, ms.
    var time: Int64
    /// As in `server_version_num`.
    var version: Int64
    var isStandby: Bool
    var role: String
    /// Settings by name, in the units of `pg_settings`.
    var settings: [String: String]
    /// The process that answered.
    var backend: Int64
    /// Sessions of clients, of all databases.
    var sessions: Int64
    /// By how much this machine's clock is ahead of the server's, ms.
    var machineAhead: Int64 = 0
}

extension ServerFacts {
    init(_ row: PQRow) throws(PQError) {
        time = try row.int64(0)
        version = try row.int64(1)
        isStandby = try row.bool(2)
        role = try row.string(3)
        let pairs = try row.strings(4).map { setting in
            let end = setting.firstIndex(of: "=") ?? setting.endIndex
            return (String(setting[..<end]), String(setting[end...].dropFirst()))
        }
        settings = Dictionary(pairs) { first, _ in first }
        backend = try row.int64(5)
        sessions = try row.int64(6)
    }

    /// What is to be said of the server, given the nodes that use it.
    func findings(liveNodes: Int, hasJava: Bool) -> [Finding] {
        var findings: [Finding] = []
        if version < 120_000 {
            findings.append(
                FindingKind.serverTooOld.about("server", "version \(version / 10_000); Carnelian needs 12 or newer"))
        }
        if isStandby {
            findings.append(FindingKind.serverReadOnly.about("server", "it is a standby: nothing can be written"))
        } else if settings["default_transaction_read_only"] == "on" {
            findings.append(
                FindingKind.serverReadOnly.about(
                    "default_transaction_read_only", "on for role \(role): nothing can be written",
                    remedy: "switch it off for the role of the nodes"))
        }
        for name in ["fsync", "full_page_writes"] where settings[name] == "off" {
            findings.append(FindingKind.serverNotDurable.about(name, "off"))
        }
        if settings["synchronous_commit"] == "off" {
            findings.append(
                FindingKind.commitNotDurable.about(
                    "synchronous_commit", "off for role \(role): a crash of the server forgets the latest fires"))
        }
        if settings["autovacuum"] == "off" {
            findings.append(FindingKind.autovacuumOff.about("autovacuum", "off on this server"))
        }
        if hasJava, let level = settings["default_transaction_isolation"], level != "read committed" {
            findings.append(
                FindingKind.isolation.about(
                    "default_transaction_isolation",
                    "\(level) for role \(role): Java nodes decide on rows from before they had the lock"))
        }
        return findings + timeouts + connections(liveNodes) + clock
    }

    /// Shorter ones end waits for the lock rows that are normal under load, ms.
    private static let shortest: Int64 = 10_000

    private var timeouts: [Finding] {
        ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"].compactMap { name in
            guard let value = settings[name].flatMap({ Int64($0) }), value > 0, value < Self.shortest else {
                return nil
            }
            return FindingKind.timeoutShort.about(
                name, "\(value) ms for role \(role): it breaks off work that waits for a lock row")
        }
    }

    /// The most connections that a Carnelian node opens.
    private static let connectionsOfNode = 10

    private func connections(_ liveNodes: Int) -> [Finding] {
        guard let most = settings["max_connections"].flatMap({ Int($0) }) else { return [] }
        let free = most - (settings["superuser_reserved_connections"].flatMap { Int($0) } ?? 0)
        guard liveNodes * Self.connectionsOfNode > free || sessions >= free - 2 else { return [] }
        return [
            FindingKind.connectionsFew.about(
                "max_connections",
                "\(free) for all, \(sessions) in use; \(Words.count(liveNodes, "node")) may open "
                    + "\(liveNodes * Self.connectionsOfNode)")
        ]
    }

    private var clock: [Finding] {
        guard abs(machineAhead) > NodeHistory.tolerance else { return [] }
        let direction = machineAhead > 0 ? "ahead of" : "behind"
        return [
            FindingKind.machineClock.about(
                "this machine", "its clock is \(Words.age(machineAhead)) \(direction) the database's",
                severity: abs(machineAhead) > 30_000 ? .warning : .note)
        ]
    }
}
