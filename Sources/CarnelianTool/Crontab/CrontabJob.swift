package import CarnelianCore

/// One line of a crontab as a job and its triggers.
package struct CrontabJob: Sendable, Hashable {
    /// The line's number.
    package var line: Int
    /// The fields as they stand in the file.
    package var fields: String
    /// The durable Shell job.
    package var job: JobDetail
    /// Its cron triggers, without a start.
    package var triggers: [Trigger]
}

/// Makes jobs of a crontab's lines.
package struct CrontabJobs: Sendable {
    /// The data key that remembers which file a job came from.
    package static let sourceKey = "source"

    /// The group of the jobs and triggers.
    package var group: String
    /// The file's absolute path.
    package var source: String
    /// The zone of the lines that have no `CRON_TZ`.
    package var zone: TimeZoneRules
    /// How commands are written.
    package var command: CrontabCommand
    /// What happens to fires that the cluster missed.
    package var misfireInstruction: MisfireInstruction

    package init(
        group: String, source: String, zone: TimeZoneRules, command: CrontabCommand,
        misfireInstruction: MisfireInstruction
    ) {
        self.group = group
        self.source = source
        self.zone = zone
        self.command = command
        self.misfireInstruction = misfireInstruction
    }

    /// The jobs, one for each entry, in the file's order.
    package func jobs(of crontab: Crontab) throws -> [CrontabJob] {
        var uses: [String: Int] = [:]
        return try crontab.entries.map { entry in
            let base = CrontabName.name(of: entry)
            let use = uses[base, default: 0] + 1
            uses[base] = use
            return try job(for: entry, name: use == 1 ? base : "\(base)-\(use)")
        }
    }

    private func job(for entry: CrontabEntry, name: String) throws -> CrontabJob {
        let rules: TimeZoneRules
        do throws(CarnelianError) {
            if let name = entry.zone { rules = try TimeZoneRules(name) } else { rules = zone }
        } catch {
            throw CarnelianError(.invalidSyntax, "line \(entry.line): CRON_TZ: \(error.message)")
        }
        let text = command.text(for: entry)
        let key = JobKey(name, group: group)
        let job = JobDetail(
            key: key, type: ShellJob.type, description: String(entry.command.prefix(250)),
            data: [ShellJob.commandKey: text, Self.sourceKey: source], isDurable: true)
        let triggers = try CrontabDays(entry).parts.enumerated().map { index, part in
            var data: JobDataMap = [:]
            if let guarding = part.guarding {
                data[ShellJob.commandKey] = guarding.text(in: rules.identifier) + "\n" + text
            }
            return Trigger(
                key: TriggerKey(index == 0 ? name : "\(name).weekdays", group: group), job: key,
                kind: .cron(CronTrigger(part.expression, in: rules)), description: entry.fields,
                startTime: Timestamp(milliseconds: 0), misfireInstruction: misfireInstruction, data: data)
        }
        return CrontabJob(line: entry.line, fields: entry.fields, job: job, triggers: triggers)
    }
}

/// Names a crontab's line by what it runs, so that another import of the file finds its job again.
package enum CrontabName {
    /// Words of the command, then a hash of user, command and input; the schedule does not count.
    package static func name(of entry: CrontabEntry) -> String {
        let words = entry.command.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        var slug = ""
        for word in words where slug.count + word.count < 28 { slug += (slug.isEmpty ? "" : "-") + word }
        let identity = ([entry.user ?? "", entry.command] + entry.input).joined(separator: "\u{0}")
        let hash = String(fnv1a(identity), radix: 16)
        let padded = String(repeating: "0", count: 16 - hash.count) + hash
        return (slug.isEmpty ? "" : slug + "-") + padded.prefix(8)
    }

    /// The 64-bit FNV-1a hash: the same on every machine and in every version.
    private static func fnv1a(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
