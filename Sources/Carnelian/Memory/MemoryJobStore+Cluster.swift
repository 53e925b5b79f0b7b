public import CarnelianCore

extension MemoryJobStore {
    /// Records that the node lives and lists the cluster, with the nodes that this one may recover.
    public func checkIn(_ checkIn: CheckIn) async throws -> CheckInResult {
        write { $0.checkIn(checkIn) }
    }

    /// Asks executions to end, on whatever node they run.
    public func requestInterrupt(_ target: InterruptTarget, by requester: String) async throws -> Interruption {
        try write { try $0.requestInterrupt(target) }
    }

    /// The executions of a node that were asked to end.
    public func interruptRequests(for instance: InstanceID) async throws -> Set<FireInstanceID> {
        read { $0.interruptRequests(for: instance) }
    }

    /// Recovers failed nodes: their claims return, their executions that ask for it run again.
    public func recover(_ failed: [ClusterNode], by checkIn: CheckIn) async throws -> RecoveryResult {
        write { $0.recover(failed, by: checkIn) }
    }

    /// A clean stop: releases the node's claims and removes it from the cluster.
    public func leave(_ instance: InstanceID) async throws {
        write { $0.leave(instance) }
    }

    /// The nodes of the cluster, ordered by id.
    public func nodes() async throws -> [ClusterNode] {
        read { $0.sortedNodes() }
    }

    /// The fire instances of all nodes, claimed and executing.
    public func fireInstances() async throws -> [FireInstance] {
        read { $0.sortedFireInstances() }
    }
}
