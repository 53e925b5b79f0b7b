public import CarnelianCore

/// Which executions are asked to end.
public enum InterruptTarget: Sendable, Hashable, CustomStringConvertible {
    /// All executions of a job, on whatever node.
    case job(JobKey)
    /// One execution.
    case fire(FireInstanceID)

    /// Whether a fire instance is meant; one that is only claimed is none.
    package func includes(_ fire: FireInstance) -> Bool {
        guard fire.state == .executing else { return false }
        return switch self {
        case .job(let job): fire.job == job
        case .fire(let id): fire.id == id
        }
    }

    /// The job or the fire instance, in words.
    public var description: String {
        switch self {
        case .job(let key): "job \(key)"
        case .fire(let id): "fire instance \(id)"
        }
    }
}

/// What a request to end executions reached.
public struct Interruption: Sendable, Hashable {
    /// The executions whose nodes were asked, those asked before included.
    public var asked: [FireInstance]
    /// Executions on nodes that cannot hear it: those of another runtime, such as Java's Quartz.
    public var unreachable: [FireInstance]

    /// Creates a result.
    public init(asked: [FireInstance] = [], unreachable: [FireInstance] = []) {
        self.asked = asked
        self.unreachable = unreachable
    }

    /// The same; throws `.unsupported`, naming the nodes, if none of the executions that are meant can be reached.
    package func reachable(_ target: InterruptTarget) throws -> Interruption {
        guard asked.isEmpty, !unreachable.isEmpty else { return self }
        let nodes = Set(unreachable.map(\.instance)).sorted().map(\.rawValue).joined(separator: ", ")
        throw CarnelianError(
            .unsupported,
            "\(target) executes on \(nodes), which is no node of Carnelian's in the cluster and cannot be asked to end it: "
                + "interrupt it there"
        )
    }
}
