import CarnelianCore
import LibPQ

/// Keys as two array parameters: names, groups.
enum KeyColumns {
    static func parameters(_ keys: some Sequence<TriggerKey>) -> [PQValue] {
        [.textArray(keys.map(\.name)), .textArray(keys.map(\.group))]
    }

    static func parameters(_ keys: some Sequence<JobKey>) -> [PQValue] {
        [.textArray(keys.map(\.name)), .textArray(keys.map(\.group))]
    }

    static func triggerKeys(_ result: PQResult) throws -> [TriggerKey] {
        try result.rows.map { TriggerKey(try $0.string(0), group: try $0.string(1)) }
    }

    static func jobKeys(_ result: PQResult) throws -> [JobKey] {
        try result.rows.map { JobKey(try $0.string(0), group: try $0.string(1)) }
    }
}
