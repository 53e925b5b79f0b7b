package import CarnelianCore
package import LibPQ

/// A job as `sql/fragments/job_columns.sql` reads it.
package enum JobRow {
    /// How many columns it takes.
    package static let width = 9

    /// Reads the columns from `offset` on; `trigger` is the one to park if the row cannot be used.
    /// - Throws: `PoisonRow` for data that cannot be decoded.
    package static func decode(
        _ row: PQRow, at offset: Int = 0, trigger: TriggerKey? = nil
    ) throws(PoisonRow) -> JobDetail {
        var key: JobKey?
        do {
            let found = JobKey(try row.string(offset), group: try row.string(offset + 1))
            key = found
            return JobDetail(
                key: found,
                type: JobType(rawValue: try row.string(offset + 3)),
                description: try row.stringIfPresent(offset + 2),
                data: try JobDataBytes.decode(try row.bytesIfPresent(offset + 8)),
                isDurable: try row.bool(offset + 4),
                isExclusive: try row.bool(offset + 5),
                persistsData: try row.bool(offset + 6),
                requestsRecovery: try row.bool(offset + 7)
            )
        } catch {
            let job = key.map { "job \($0)" } ?? "a job"
            throw PoisonRow(trigger: trigger, job: key, reason: "\(job): \(error)")
        }
    }
}
