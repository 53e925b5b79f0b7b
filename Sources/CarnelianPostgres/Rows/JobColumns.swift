import CarnelianCore
import LibPQ

/// Jobs as the parameters of `write_jobs`: one array a column.
struct JobColumns {
    private var names: [String?] = []
    private var groups: [String?] = []
    private var descriptions: [String?] = []
    private var types: [String?] = []
    private var durable: [Bool?] = []
    private var exclusive: [Bool?] = []
    private var persisting: [Bool?] = []
    private var recovering: [Bool?] = []
    private var data: [[UInt8]?] = []

    init(_ jobs: [JobDetail]) {
        for job in jobs {
            names.append(job.key.name)
            groups.append(job.key.group)
            descriptions.append(job.description)
            types.append(job.type.rawValue)
            durable.append(job.isDurable)
            exclusive.append(job.isExclusive)
            persisting.append(job.persistsData)
            recovering.append(job.requestsRecovery)
            data.append(JobDataBytes.encode(job.data))
        }
    }

    /// The parameters from $2 on.
    var parameters: [PQValue] {
        [
            .textArray(names), .textArray(groups), .textArray(descriptions), .textArray(types),
            .boolArray(durable), .boolArray(exclusive), .boolArray(persisting), .boolArray(recovering),
            .byteaArray(data),
        ]
    }
}
