import CarnelianCore

// A cluster's status as `--json` shows it.

extension ClusterStatus {
    var json: JSONValue {
        let states = states.map { JSONValue.Member($0.state, .integer(Int64($0.count))) }
        let members: [JSONValue.Member] = [
            .init("scheduler", .string(scheduler)),
            .init("time", .time(time)),
            .init("nodes", .array(nodes.map { json(of: $0) })),
            .init("jobs", .integer(Int64(jobCount))),
            .init("triggers", .object(states)),
            .init("executing", .array(executing.map { $0.json })),
            .init("nextFires", .array(coming.map { $0.json })),
            .init("pausedGroups", .array(pausedGroups.map { .string($0) })),
            .init("parked", .array(parked.map(\.json))),
        ]
        return .object(members)
    }

    private func json(of node: Node) -> JSONValue {
        let age = node.lastCheckIn.map { time.milliseconds - $0.milliseconds }
        let members: [JSONValue.Member] = [
            .init("instance", .string(node.instance)),
            .init("lastCheckIn", .time(node.lastCheckIn)),
            .init("checkInAgeMilliseconds", .optional(age)),
            .init("checkInIntervalMilliseconds", .integer(node.checkInInterval)),
            .init("late", .bool(isLate(node))),
            .init("executing", .integer(Int64(node.executing))),
            .init("claimed", .integer(Int64(node.claimed))),
        ]
        return .object(members)
    }
}

extension ClusterStatus.Executing {
    fileprivate var json: JSONValue {
        let members: [JSONValue.Member] = [
            .init("trigger", .string(trigger.description)),
            .init("job", .string(job.description)),
            .init("instance", .string(instance)),
            .init("fireTime", .time(fireTime)),
            .init("scheduledFireTime", .time(scheduledFireTime)),
        ]
        return .object(members)
    }
}

extension ClusterStatus.Parked {
    fileprivate var json: JSONValue {
        let members: [JSONValue.Member] = [
            .init("trigger", .string(trigger.description)),
            .init("job", .string(job.description)),
            .init("errorReason", .optional(reason)),
        ]
        return .object(members)
    }
}

extension ClusterStatus.Coming {
    fileprivate var json: JSONValue {
        let members: [JSONValue.Member] = [
            .init("trigger", .string(trigger.description)),
            .init("job", .string(job.description)),
            .init("time", .time(time)),
            .init("state", .string(state)),
        ]
        return .object(members)
    }
}
