import CLibPQ

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// One login, run to its end on a thread of its own.
///
/// libpq resolves names synchronously, and the handshakes of TLS and SCRAM take milliseconds of computing: neither
/// belongs on a loop that other connections share.
struct Login {
    private let configuration: PQConfiguration

    init(_ configuration: PQConfiguration) {
        self.configuration = configuration
    }

    /// Connects; blocks until that is done, failed, or `deadline` has passed.
    func run(until deadline: MonotonicTime) -> Result<Session, PQError> {
        let attempts = LoginTargets(configuration.connectionString).attempts
        var refusals: [PQError] = []
        for (index, target) in attempts.enumerated() {
            // Those that are left share the time that is left.
            let share = MonotonicTime.now.share(of: deadline, among: attempts.count - index)
            switch attempt(target, until: share) {
            case .success(let session): return .success(session)
            case .failure(let error):
                refusals.append(error)
                // As libpq does: a server that answered and refused is the end, unless it was only starting.
                if let state = error.sqlState, state != .cannotConnectNow { return .failure(Self.join(refusals)) }
            }
        }
        return .failure(Self.join(refusals))
    }

    /// All that the hosts said, under the last one's code.
    private static func join(_ refusals: [PQError]) -> PQError {
        guard var error = refusals.last else { return PQError(.connectionFailed, "there is no host to connect to") }
        error.message = refusals.map(\.message).joined(separator: "; ")
        return error
    }

    private func attempt(_ target: [String: String], until deadline: MonotonicTime) -> Result<Session, PQError> {
        var keywords: [String] = []
        var values: [String] = []
        for (keyword, value) in options().merging(target, uniquingKeysWith: { _, own in own }) {
            keywords.append(keyword)
            values.append(value)
        }
        let started = unsafe withCStrings(keywords) { keywords in
            unsafe withCStrings(values) { values in
                unsafe PQconnectStartParams(keywords, values, 0)
            }
        }
        guard let connection = unsafe started else {
            return .failure(PQError(.systemResources, "no memory to connect"))
        }
        // The only way to learn the SQLSTATE of a refused login.
        unsafe PQsetErrorVerbosity(connection, PQERRORS_VERBOSE)
        unsafe carnelian_ignore_notices(connection)
        let session = unsafe Session(connection)
        if let failure = unsafe poll(connection, until: deadline) { return .failure(failure) }
        guard session.prepareForUse() else {
            return .failure(PQError(.connectionFailed, "the new connection cannot be used: \(session.errorMessage)"))
        }
        return .success(session)
    }

    /// What libpq is told: what the configuration says, over what we want where it says nothing.
    private func options() -> [String: String] {
        var options = configuration.connectionString.options
        let preferred = [
            // Find a dead peer in a minute, not in two hours.
            "keepalives_idle": "30", "keepalives_interval": "10", "keepalives_count": "3",
        ]
        options.merge(preferred) { own, _ in own }
        if let name = configuration.applicationName { options["fallback_application_name"] = name }
        // Strings are UTF-8 here, whatever the environment says.
        options["client_encoding"] = "UTF8"
        return options
    }

    private func poll(_ connection: OpaquePointer, until deadline: MonotonicTime) -> PQError? {
        var state = PGRES_POLLING_WRITING
        while true {
            guard unsafe PQstatus(connection) != CONNECTION_BAD else { return unsafe refusal(connection) }
            switch state {
            case PGRES_POLLING_OK: return nil
            case PGRES_POLLING_FAILED: return unsafe refusal(connection)
            default: break
            }
            let now = MonotonicTime.now
            guard now < deadline else {
                let name = unsafe PQhost(connection).map { unsafe String(cString: $0) } ?? "the server"
                let port = unsafe PQport(connection).map { unsafe String(cString: $0) } ?? ""
                return PQError(.deadlineExceeded, "connecting to \"\(name)\", port \(port) took too long")
            }
            let events = state == PGRES_POLLING_READING ? POLLIN : POLLOUT
            var descriptor = unsafe pollfd(fd: PQsocket(connection), events: Int16(events), revents: 0)
            let ready = waitForDescriptor(&descriptor, now.milliseconds(until: deadline))
            if ready > 0 { state = unsafe PQconnectPoll(connection) }
        }
    }

    /// libpq's account of what went wrong, one line a host.
    private func refusal(_ connection: OpaquePointer) -> PQError {
        let text = unsafe PQerrorMessage(connection).map { unsafe String(cString: $0) } ?? ""
        return RefusedLogin(text).error(redacting: configuration.connectionString)
    }
}

private func waitForDescriptor(_ descriptor: inout pollfd, _ milliseconds: Int32) -> Int32 {
    unsafe poll(&descriptor, 1, milliseconds)
}

/// Lends `strings` as C has them: pointers, ended by a null one.
private func withCStrings<T>(_ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> T) -> T {
    var copies = unsafe strings.map { unsafe UnsafePointer<CChar>(strdup($0)) }
    unsafe copies.append(nil)
    defer { unsafe copies.forEach { unsafe free(UnsafeMutablePointer(mutating: $0)) } }
    return unsafe copies.withUnsafeBufferPointer { buffer in
        // The buffer holds the null at least.
        unsafe body(buffer.baseAddress!)
    }
}
