public import Carnelian
public import CarnelianCore
import LibPQ

extension PostgresJobStore {
    /// A stored job, or nil.
    /// - Throws: `CarnelianError` with code `.undecodableData` for data that cannot be decoded.
    public func job(_ key: JobKey) async throws -> JobDetail? {
        let result = try await read(
            EmbeddedSQL.catalogJob, [.text(schedulerName), .text(key.name), .text(key.group)]
        )
        return try result.rows.first.map(Self.job)
    }

    /// The keys of the stored jobs whose group matches, ordered.
    public func jobKeys(matching group: GroupMatcher) async throws -> [JobKey] {
        let result = try await read(EmbeddedSQL.catalogJobKeys, [.text(schedulerName)] + group.parameters)
        return try decoded { try KeyColumns.jobKeys(result) }.sorted()
    }

    /// The keys of the stored triggers whose group matches, ordered.
    public func triggerKeys(matching group: GroupMatcher) async throws -> [TriggerKey] {
        let result = try await read(EmbeddedSQL.catalogTriggerKeys, [.text(schedulerName)] + group.parameters)
        return try decoded { try KeyColumns.triggerKeys(result) }.sorted()
    }

    /// Stored jobs whose group matches, ordered by key.
    /// - Throws: `CarnelianError` with code `.undecodableData` for data that cannot be decoded.
    public func jobs(matching group: GroupMatcher) async throws -> [JobDetail] {
        let result = try await read(EmbeddedSQL.catalogJobsByGroup, [.text(schedulerName)] + group.parameters)
        return try result.rows.map(Self.job).sorted { $0.key < $1.key }
    }

    /// A stored trigger with its state, or nil.
    public func trigger(_ key: TriggerKey) async throws -> StoredTrigger? {
        let result = try await read(
            EmbeddedSQL.catalogTrigger, [.text(schedulerName), .text(key.name), .text(key.group)]
        )
        return try decoded { try StoredTriggerRow.decode(result) }.first
    }

    /// Stored triggers that match, ordered by key.
    ///
    /// One whose row cannot be used is of a foreign kind, with the reason.
    public func triggers(matching filter: TriggerFilter) async throws -> [StoredTrigger] {
        let scheduler = PQValue.text(schedulerName)
        let result =
            switch filter {
            case .group(let matcher):
                try await read(EmbeddedSQL.catalogTriggersByGroup, [scheduler] + matcher.parameters)
            case .job(let key):
                try await read(EmbeddedSQL.catalogTriggersByJob, [scheduler, .text(key.name), .text(key.group)])
            case .state(let state):
                try await read(EmbeddedSQL.catalogTriggersByState, [scheduler, .text(state.rawValue)])
            }
        return try decoded { try StoredTriggerRow.decode(result) }
    }

    private static func job(_ row: PQRow) throws -> JobDetail {
        do {
            return try JobRow.decode(row)
        } catch {
            throw CarnelianError(.undecodableData, error.reason)
        }
    }

    /// Runs a reading of rows; columns of another shape than expected mean tables of another version.
    func decoded<T>(_ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as PQError {
            throw error.storeError
        } catch let poison as PoisonRow {
            throw CarnelianError(.undecodableData, poison.reason)
        }
    }
}
