#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A server of the tests' own: a cluster in a temporary directory, gone when this process is, however it ends.
///
/// Every method blocks.
final class PrivateServer: Sendable {
    let port: Int
    /// Holds the data, the log and the Unix socket.
    let directory: String
    private let programs: ServerPrograms
    private let account: ServerAccount?
    /// The watchdog reads from the other end: it ends when this process does, or closes it.
    private let leash: Int32

    /// Makes the cluster and starts it.
    ///
    /// `access` are lines put before the others in pg_hba.conf.
    init(settings: [String: String], access: [String], tls: Bool) throws {
        programs = try ServerPrograms.find()
        account = try ServerAccount.forThisProcess()
        directory = try Self.makeDirectory(for: account)
        leash = try Self.startWatchdog(directory, programs, account)
        port = try Self.freePort()
        let log = directory + "/log"
        try Command(
            [
                programs.path("initdb"), "-D", directory + "/data", "-A", "trust", "-U", "postgres", "-E", "UTF8",
                "--locale=C", "--no-sync",
            ],
            as: account
        ).run(log: log)
        var settings = settings
        if tls {
            try makeCertificate()
            settings.merge(["ssl": "on", "ssl_cert_file": "'server.crt'", "ssl_key_file": "'server.key'"]) { own, _ in
                own
            }
        }
        try configure(settings, access)
        try start()
    }

    deinit {
        close(leash)
    }

    func start() throws {
        // The server's own log goes elsewhere: pg_ctl would keep ours open.
        try Command(
            [
                programs.path("pg_ctl"), "-D", directory + "/data", "-l", directory + "/data/server.log", "-w",
                "-t", "60", "-s", "start",
            ],
            as: account
        ).run(log: directory + "/log")
    }

    func stop(_ mode: String) throws {
        try Command(
            [programs.path("pg_ctl"), "-D", directory + "/data", "-m", mode, "-w", "-t", "60", "-s", "stop"],
            as: account
        ).run(log: directory + "/log")
    }

    /// Sends `signal` to the process `pid` of this server, or to the first of them, the postmaster.
    func send(_ signal: Int32, to pid: Int32? = nil) throws {
        guard let pid = pid ?? postmaster else { throw ServerError("the server is not running") }
        guard kill(pid, signal) == 0 else { throw ServerError("process \(pid) could not be sent signal \(signal)") }
    }

    var postmaster: Int32? {
        Command.firstLine(of: "head -n 1 '\(directory)/data/postmaster.pid' 2>/dev/null").flatMap(Int32.init)
    }

    var certificate: String { directory + "/data/server.crt" }

    private func makeCertificate() throws {
        try Command(
            [
                "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
                "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", directory + "/data/server.key", "-out",
                certificate,
            ],
            as: account
        ).run(log: directory + "/log")
    }

    private func configure(_ settings: [String: String], _ access: [String]) throws {
        var all = [
            "port": "\(port)", "listen_addresses": "'127.0.0.1'", "unix_socket_directories": "'\(directory)'",
            "max_connections": "200", "fsync": "off", "synchronous_commit": "on", "full_page_writes": "off",
            "shared_buffers": "64MB", "logging_collector": "off", "log_line_prefix": "'%m [%p] '",
        ]
        all.merge(settings) { _, own in own }
        let lines = all.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)\n" }.joined()
        try write(lines, to: directory + "/data/postgresql.auto.conf")
        let local = "local all all trust\nhost all all 127.0.0.1/32 trust\nhost replication all 127.0.0.1/32 trust\n"
        try write(access.map { $0 + "\n" }.joined() + local, to: directory + "/data/pg_hba.conf")
    }

    private func write(_ text: String, to path: String) throws {
        guard let file = unsafe fopen(path, "w") else { throw ServerError("\(path) could not be written") }
        defer { unsafe fclose(file) }
        guard unsafe fputs(text, file) >= 0 else { throw ServerError("\(path) could not be written") }
    }

    private static func makeDirectory(for account: ServerAccount?) throws -> String {
        // Short, for the path of a socket has at most 107 bytes.
        var template = Array("/tmp/carnelian-pg-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else { throw ServerError("no temporary directory could be made") }
        let directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        if let account, unsafe chown(directory, account.user, account.group) != 0 {
            throw ServerError("\(directory) could not be given to \(account.name)")
        }
        return directory
    }

    /// A shell that waits for the end of our pipe, which comes even with kill -9, and then clears up.
    private static func startWatchdog(
        _ directory: String, _ programs: ServerPrograms, _ account: ServerAccount?
    ) throws -> Int32 {
        var ends: [Int32] = [0, 0]
        guard unsafe pipe(&ends) == 0 else { throw ServerError("no pipe could be made") }
        defer { close(ends[0]) }
        // Not for children: as long as one had it open, the watchdog would wait.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let stop = Command(
            [programs.path("pg_ctl"), "-D", directory + "/data", "-m", "immediate", "-w", "-s", "stop"], as: account
        )
        let script = "read -r _; \"$@\" >/dev/null 2>&1; rm -rf '\(directory)'"
        _ = try Command(["sh", "-c", script, "watchdog"] + stop.arguments).start(
            input: ends[0], log: "/dev/null", inNewSession: true
        )
        return ends[1]
    }

    private static func freePort() throws -> Int {
        let listener = try LoopbackSocket.listen(port: 0)
        defer { close(listener.descriptor) }
        return listener.port
    }
}
