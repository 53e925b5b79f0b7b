import Carnelian
import CarnelianCore

extension TriggerExplanation {
    /// The explanation as `--json` shows it.
    package var json: JSONValue {
        let members: [JSONValue.Member] = [
            .init("trigger", .string(key.description)), .init("time", .time(now)),
            .init("state", .optional(trigger?.state.rawValue)),
            .init("job", .optional(trigger?.trigger.job.description)),
            .init("jobType", .optional(jobType?.rawValue)), .init("obstructed", .bool(isObstructed)),
            .init("reasons", .array(reasons.map(\.json))),
            .init("zone", .string(zone.identifier)),
            .init("nextFires", .array(nextFires.map { .string(LocalTime.text($0.time, in: zone)) })),
            .init("notes", .array(nextFires.flatMap(\.notesJSON))),
        ]
        return .object(members)
    }
}

extension FireReason {
    /// Name, sentence and advice, and the facts that the sentence is made of.
    fileprivate var json: JSONValue {
        .object(
            [
                .init("reason", .string(code.rawValue)), .init("obstacle", .bool(isObstacle)),
                .init("text", .string(description)), .init("advice", .optional(advice)),
            ] + facts
        )
    }

    private var facts: [JSONValue.Member] {
        switch self {
        case .notFound, .paused, .allGroupsPaused, .delayCountsFromRun: []
        case .parked(_, let reason): [.init("storedReason", .optional(reason))]
        case .ranAway(_, let reason): [.init("storedReason", .string(reason))]
        case .unreadable(let reason): [.init("cause", .string(reason))]
        case .foreignKind(let type): [.init("kind", .string(type))]
        case .jobMissing(let key): [.init("job", .string(key.description))]
        case .jobUnreadable(let key, let reason):
            [.init("job", .string(key.description)), .init("cause", .string(reason))]
        case .calendarMissing(let name): [.init("calendar", .string(name))]
        case .calendarUnreadable(let name, let reason):
            [.init("calendar", .string(name)), .init("cause", .string(reason))]
        case .stuck(let state): [.init("state", .string(state.rawValue))]
        case .ownerSilent(let node, let last, _):
            [.init("instance", .string(node.rawValue)), .init("lastCheckIn", .time(last))]
        case .groupPaused(let group): [.init("group", .string(group))]
        case .noLiveNode(let nodes): [.init("nodes", .nodes(nodes))]
        case .noNodeHasType(let type, let nodes), .nodesInStandby(let type, let nodes), .nodesFull(let type, let nodes),
            .typesUnknown(let type, let nodes):
            [.init("jobType", .string(type.rawValue)), .init("nodes", .nodes(nodes))]
        case .blocked(let fire, _), .executing(let fire, _), .acquired(let fire, _): fire.facts
        case .backlog(let count): [.init("dueBefore", .integer(Int64(count)))]
        default: scheduleFacts
        }
    }

    private var scheduleFacts: [JSONValue.Member] {
        switch self {
        case .complete(let ending), .lastFire(let ending): [.init("ending", .string(ending.description))]
        case .endsBeforeNextFire(let end, let next): [.init("end", .time(end)), .init("next", .time(next))]
        case .misfire(let lateness):
            [
                .init("lateMilliseconds", .integer(lateness.late.wholeMilliseconds)),
                .init("thresholdMilliseconds", .integer(lateness.threshold.wholeMilliseconds)),
                .init("instruction", .string(lateness.instruction.name)),
                .init("chosen", .string(lateness.chosen.name)), .init("next", .time(lateness.next)),
            ]
        case .overdue(let due, let now):
            [.init("due", .time(due)), .init("lateMilliseconds", .integer(due.duration(to: now).wholeMilliseconds))]
        case .startsLater(let start, _): [.init("start", .time(start))]
        case .calendarExcludes(let name, let from, let until):
            [.init("calendar", .string(name)), .init("excluded", .time(from)), .init("until", .time(until))]
        case .misfireHandled(let missed, let next):
            [.init("missed", missed.json), .init("next", .time(next))]
        case .waiting(let due, _): [.init("due", .time(due))]
        default: []
        }
    }
}

extension FireInstance {
    fileprivate var facts: [JSONValue.Member] {
        [
            .init("fireInstance", .string(id.rawValue)), .init("instance", .string(instance.rawValue)),
            .init("trigger", .string(trigger.description)), .init("since", .time(fireTime)),
            .init("scheduledFireTime", .time(scheduledFireTime)),
        ]
    }
}

extension JSONValue {
    fileprivate static func nodes(_ nodes: [InstanceID]) -> JSONValue { .array(nodes.map { .string($0.rawValue) }) }
}
