import CarnelianCore
import LibPQ
import Subprocess
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A PostgreSQL server of this process's own: in a folder that is removed with it, reachable by its socket alone.
struct PrivatePostgres: Sendable {
    /// The folder of data, socket and logs.
    let folder: String

    /// How to reach it.
    var url: String { "host=\(folder) user=carnelian dbname=postgres" }

    /// Runs `body` with a new server; whatever happens, the server and the folder are gone afterwards.
    static func run<T: Sendable>(_ body: (PrivatePostgres) async throws -> T) async throws -> T {
        let programs = try PostgresPrograms.find()
        let owner = try ServerUser.current()
        let folder = try TemporaryFolder(prefix: "carnelian-demo", owner: owner)
        defer { folder.remove() }
        let server = PrivatePostgres(folder: folder.path)
        try await server.initialize(programs, owner: owner)
        return try await server.serve(programs, owner: owner, body)
    }

    private var data: String { folder + "/data" }

    private func initialize(_ programs: PostgresPrograms, owner: ServerUser?) async throws {
        let result = try await Subprocess.run(
            .path(FilePath(programs.folder + "/initdb")),
            arguments: ["-D", data, "-U", "carnelian", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
            workingDirectory: FilePath(folder), platformOptions: options(owner), output: .string(limit: 65_536),
            error: .combinedWithOutput)
        guard result.terminationStatus.isSuccess else {
            let said = result.standardOutput.split(whereSeparator: \.isNewline).last.map(String.init)
            throw ToolError(.demoFailed, "initdb failed: \(said ?? "it said nothing")")
        }
    }

    private func serve<T: Sendable>(
        _ programs: PostgresPrograms, owner: ServerUser?, _ body: (PrivatePostgres) async throws -> T
    ) async throws -> T {
        let log = try FileDescriptor.open(
            FilePath(folder + "/server.log"), .writeOnly, options: [.create, .append], permissions: .ownerReadWrite)
        var options = options(owner)
        // SIGQUIT: the server stops at once; its data are thrown away anyway.
        options.teardownSequence = [.send(signal: .quit, allowedDurationToNextStep: .seconds(5))]
        let result = try await Subprocess.run(
            .path(FilePath(programs.folder + "/postgres")),
            arguments: [
                "-D", data, "-c", "listen_addresses=", "-c", "unix_socket_directories=\(folder)",
                "-c", "max_connections=200", "-c", "fsync=off",
            ],
            workingDirectory: FilePath(folder), platformOptions: options, input: .none,
            output: .fileDescriptor(log, closeAfterSpawningProcess: true), error: .combinedWithOutput
        ) { execution in
            do {
                try await waitUntilReady()
                let value = try await body(self)
                await execution.teardown(using: options.teardownSequence)
                return Result<T, any Error>.success(value)
            } catch {
                await execution.teardown(using: options.teardownSequence)
                return Result<T, any Error>.failure(error)
            }
        }
        return try result.closureResult.get()
    }

    private func waitUntilReady() async throws {
        let configuration = try PQConfiguration(url)
        let deadline = currentTime().advanced(by: .seconds(20))
        while true {
            do {
                let connection = try await PQConnection.connect(configuration)
                await connection.close()
                return
            } catch {
                try Task.checkCancellation()
                guard currentTime() < deadline else {
                    let log = (try? TextFile.read(folder + "/server.log")) ?? ""
                    let said = log.split(whereSeparator: \.isNewline).last.map(String.init) ?? "it said nothing"
                    throw ToolError(.demoFailed, "PostgreSQL did not start within 20 s: \(said)")
                }
                try await Task.sleep(for: .milliseconds(50))
            }
        }
    }

    private func options(_ owner: ServerUser?) -> PlatformOptions {
        var options = PlatformOptions()
        // A session of its own: Ctrl-C in the terminal is for the demonstration alone.
        options.createSession = true
        if let owner {
            options.userID = owner.userID
            options.groupID = owner.groupID
            options.supplementaryGroups = []
        }
        return options
    }
}

/// Where PostgreSQL's programs are.
struct PostgresPrograms: Sendable {
    let folder: String

    /// The newest version that Debian's packages installed, else the one on the path.
    static func find() throws -> PostgresPrograms {
        let versions = (8...99).reversed().map { "/usr/lib/postgresql/\($0)/bin" }
        let path = environmentVariable("PATH")?.split(separator: ":").map(String.init) ?? []
        for folder in versions + path where unsafe access(folder + "/postgres", X_OK) == 0 {
            if unsafe access(folder + "/initdb", X_OK) == 0 { return PostgresPrograms(folder: folder) }
        }
        throw ToolError(
            .demoFailed, "no PostgreSQL server is installed here",
            advice: "Install one, as with 'apt-get install postgresql'")
    }
}

/// The user that a server runs as when this process is root, as which PostgreSQL refuses to run.
struct ServerUser: Sendable {
    let userID: uid_t
    let groupID: gid_t

    /// Nil where this process is not root.
    static func current() throws -> ServerUser? {
        guard geteuid() == 0 else { return nil }
        for name in ["postgres", "nobody"] {
            if let entry = unsafe getpwnam(name) {
                return unsafe ServerUser(userID: entry.pointee.pw_uid, groupID: entry.pointee.pw_gid)
            }
        }
        throw ToolError(.demoFailed, "PostgreSQL refuses to run as root, and there is no user postgres")
    }
}
