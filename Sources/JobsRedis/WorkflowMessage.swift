import Jobs
import Redis

/// A new workflow as `enqueue_workflow.lua` takes it.
struct WorkflowMessage {
    /// JSON, the second argument.
    let header: [UInt8]
    private let workflow: NewWorkflow
    private let groupIndexes: [String: Int]
    private let ids: [String: JobID]

    init(_ workflow: NewWorkflow) throws {
        self.workflow = workflow
        var groups: [Header.Group] = []
        var indexes: [String: Int] = [:]
        for node in workflow.nodes {
            if let index = indexes[node.group] {
                groups[index].total += 1
            } else {
                indexes[node.group] = groups.count
                groups.append(Header.Group(name: node.group, queue: node.job.queue, total: 1))
            }
        }
        groupIndexes = indexes
        ids = Dictionary(uniqueKeysWithValues: workflow.nodes.map { ($0.name, $0.job.id) })
        header = try JSONCoding.encode(
            Header(
                name: workflow.name, tenant: workflow.tenant, metadata: try Self.json(workflow.metadata),
                deadline: workflow.deadline.milliseconds, policy: workflow.failurePolicy.rawValue,
                total: workflow.nodes.count, groups: groups, onEnd: try workflow.onEnd.map(Header.Job.init)))
    }

    /// The arguments of the node at this place.
    func arguments(ofNode place: Int) throws -> [RedisArgument] {
        let node = workflow.nodes[place]
        let after = Set(node.after).sorted().compactMap { ids[$0] }
        return try node.job.arguments()
            + [
                .string(node.name), .init(place), .init(groupIndexes[node.group] ?? 0), .init(after.count),
            ] + after.map { .string($0.description) }
    }

    private static func json(_ metadata: [String: String]) throws -> String {
        String(decoding: try JSONCoding.encode(metadata), as: UTF8.self)
    }

    private struct Header: Encodable {
        var name: String
        var tenant: String
        var metadata: String
        var deadline: Int64
        var policy: String
        var total: Int
        var groups: [Group]
        var onEnd: Job?

        enum CodingKeys: String, CodingKey {
            case name, tenant, metadata, deadline, policy, total, groups
            case onEnd = "on_end"
        }

        struct Group: Encodable {
            var name: String
            var queue: String
            var total: Int
        }

        struct Job: Encodable {
            var id: JobID
            var name: String
            var version: Int
            var queue: String
            var tenant: String
            var priority: Priority
            var body: String

            init(_ job: NewJob) throws {
                try job.checkNames()
                id = job.id
                name = job.name
                version = job.version
                queue = job.queue
                tenant = job.tenant
                priority = job.priority
                body = String(decoding: try JobBody(job).bytes(), as: UTF8.self)
            }
        }
    }
}
