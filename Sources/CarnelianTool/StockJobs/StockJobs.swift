package import Carnelian
package import LibPQ

/// What a node of the tool can run.
package enum StockJobs {
    /// Jobs that a node runs only if it is told so: whoever can write rows must not thereby run statements or commands.
    package enum Permission: String, Sendable, Hashable, CaseIterable {
        case sql
        case shell
    }

    /// The registrations for a node with the given permissions; SQL statements run on connections of `pool`.
    package static func registrations(_ permissions: Set<Permission>, pool: PQPool) -> [JobRegistration] {
        var registrations = [JobRegistration(NoOpJob()), JobRegistration(SleepJob())]
        if permissions.contains(.sql) { registrations.append(JobRegistration(SQLJob(pool: pool))) }
        if permissions.contains(.shell) { registrations.append(JobRegistration(ShellJob())) }
        return registrations
    }
}
