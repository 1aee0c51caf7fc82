/// One queue: a ring of the tenants that have pending jobs, and how many jobs stand in which state.
struct MemoryQueue: Sendable {
    /// How many jobs of this queue stand in each state that has not ended.
    var counts: [JobState: Int] = [:]
    var succeeded = 0
    var failed = 0
    var rate = MemoryRate()
    private var ring = MemoryList<String>()
    /// Holds a tenant exactly while the ring does.
    private var tenants: [String: Tenant] = [:]

    /// The pending jobs of one tenant; a job that is pending no more is passed over when it is met.
    private struct Tenant: Sendable {
        var lists: [Priority: MemoryList<JobID>] = [:]
        var turn = 0

        var isEmpty: Bool { lists.values.allSatisfy(\.isEmpty) }

        /// High before normal before low, but one turn in ten begins with low and one with normal, so that none starves.
        var order: [Priority] {
            switch turn % 10 {
            case 4: [.normal, .high, .low]
            case 9: [.low, .normal, .high]
            default: [.high, .normal, .low]
            }
        }
    }

    mutating func add(_ id: JobID, tenant: String, priority: Priority, atFront: Bool) {
        if tenants[tenant] == nil { ring.append(tenant) }
        if atFront {
            tenants[tenant, default: Tenant()].lists[priority, default: MemoryList()].prepend(id)
        } else {
            tenants[tenant, default: Tenant()].lists[priority, default: MemoryList()].append(id)
        }
    }

    /// Takes the next job: of the tenant whose turn it is, the first of its most urgent ones.
    mutating func next(isPending: (JobID) -> Bool) -> JobID? {
        while let name = ring.popFirst() {
            let id = take(from: name, isPending: isPending)
            if tenants[name]?.isEmpty ?? true { tenants[name] = nil } else { ring.append(name) }
            if let id { return id }
        }
        return nil
    }

    private mutating func take(from name: String, isPending: (JobID) -> Bool) -> JobID? {
        for priority in tenants[name]?.order ?? [] {
            while let id = tenants[name]?.lists[priority]?.popFirst() {
                guard isPending(id) else { continue }
                tenants[name]?.turn += 1
                return id
            }
        }
        return nil
    }

    /// The jobs that stand first in some list; the oldest pending job is among them.
    var heads: [JobID] {
        tenants.values.flatMap { $0.lists.values.compactMap(\.first) }
    }
}
