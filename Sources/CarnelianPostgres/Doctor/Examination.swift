import CarnelianCore
import LibPQ

/// One look at everything: what was read, and what was found.
struct Examination: Sendable {
    var schema: SchemaFacts
    var server: ServerFacts
    var nodes: [NodeHistory] = []
    /// Those among them that are Carnelian's.
    var ownNodes: Set<String> = []
    var fires: [FireFacts] = []
    var findings: [Finding] = []
    var unlisted: [Finding.Code: Int] = [:]
    let schedulerName: String

    init(schema: SchemaFacts, server: ServerFacts, schedulerName: String) {
        self.schema = schema
        self.server = server
        self.schedulerName = schedulerName
    }

    /// Whether a node checks in.
    var hasLiveNodes: Bool { nodes.contains { !$0.isSilent } }

    /// Whether Java nodes may work on the tables.
    var hasJava: Bool {
        schema.version == nil || nodes.contains { !$0.isSilent && !ownNodes.contains($0.instance) }
    }

    /// Whether a repair may recover nodes, for which it needs the side tables.
    var canRecover: Bool { schema.hasSideTables && schema.version == EmbeddedSQL.schemaVersion }

    var diagnosis: Diagnosis {
        let sorted = Array(Set(findings)).sorted { left, right in
            (left.severity, left.code.rawValue, left.subject) < (right.severity, right.code.rawValue, right.subject)
        }
        return Diagnosis(
            schedulerName: schedulerName, time: Timestamp(milliseconds: server.time), findings: sorted,
            unlisted: unlisted)
    }
}
