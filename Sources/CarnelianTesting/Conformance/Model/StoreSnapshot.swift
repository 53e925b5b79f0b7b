import Carnelian
import CarnelianCore

/// Everything that a store shows, without what every store may choose for itself: fire instance ids.
struct StoreSnapshot: Equatable {
    /// A fire instance without its id.
    struct Fire: Hashable {
        var instance: FireInstance

        init(_ instance: FireInstance) {
            self.instance = instance
            self.instance.id = FireInstanceID(rawValue: "")
        }
    }

    var jobs: [JobDetail]
    var triggers: [StoredTrigger]
    var fires: Set<Fire>
    var pausedGroups: Set<String>
    var nodes: [ClusterNode]
    var nextDueTime: Timestamp?
    var calendars: [String: ExclusionCalendar] = [:]

    init(_ store: any JobStore) async throws {
        jobs = try await store.jobs(matching: .any)
        triggers = try await store.triggers(matching: .group(.any)).map { stored in
            var stored = stored
            stored.trigger = stored.trigger.withoutCronCount
            return stored
        }
        fires = Set(try await store.fireInstances().map(Fire.init))
        pausedGroups = try await store.pausedGroups()
        nodes = try await store.nodes()
        nextDueTime = try await store.nextDueTime(for: [StoreUnderTest.workType])
        for name in try await store.calendarNames() { calendars[name] = try await store.calendar(name) }
    }

    /// What differs between the model and a store, in words; nil if nothing does.
    static func difference(model: StoreSnapshot, store: StoreSnapshot) -> String? {
        guard model != store else { return nil }
        var lines: [String] = []
        note("jobs", Set(model.jobs), Set(store.jobs), &lines)
        note("triggers", Set(model.triggers), Set(store.triggers), &lines)
        note("fire instances", model.fires, store.fires, &lines)
        note("calendars", Set(model.calendars.keys), Set(store.calendars.keys), &lines)
        note("what calendars exclude", Set(model.calendars.values), Set(store.calendars.values), &lines)
        note("nodes", Set(model.nodes), Set(store.nodes), &lines)
        note("paused groups", model.pausedGroups, store.pausedGroups, &lines)
        if model.nextDueTime != store.nextDueTime {
            lines.append(
                "next due: model \(String(describing: model.nextDueTime)), store \(String(describing: store.nextDueTime))"
            )
        }
        return lines.joined(separator: "; ")
    }

    private static func note<Value: Hashable>(
        _ what: String, _ model: Set<Value>, _ store: Set<Value>, _ lines: inout [String]
    ) {
        let onlyModel = model.subtracting(store)
        let onlyStore = store.subtracting(model)
        if !onlyModel.isEmpty { lines.append("\(what) of the model alone: \(onlyModel)") }
        if !onlyStore.isEmpty { lines.append("\(what) of the store alone: \(onlyStore)") }
    }
}

extension Trigger {
    /// The trigger as every store holds it: Quartz's tables count the fires of simple triggers only.
    var withoutCronCount: Trigger {
        guard case .cron = kind else { return self }
        var trigger = self
        trigger.timesTriggered = 0
        return trigger
    }
}
