import Jobs

/// Builds every key that Swift names itself; the scripts build theirs from the same anchor.
///
/// All keys of a shard begin with `galley:{<shard>}:`, so that they share a hash tag and lie in one slot of a
/// Redis Cluster.
struct RedisKeys: Sendable {
    /// `KEYS[1]` of every script, and how the names of all other keys begin. There is no key of this name itself.
    let anchor: String

    init(shard: Int) {
        anchor = "galley:{\(shard)}:"
    }

    /// The keys that scripts declare: two that never are.
    ///
    /// A script finds its other keys as it goes. While a Cluster moves the shard's slot, some of those are on one node
    /// and some on the other, and neither could run it whole. A node that is asked for two keys which it does not have
    /// says so before the script begins (`ASK`, then `TRYAGAIN`), so nothing is half-written and the call waits.
    var ofScripts: [String] { [anchor, anchor + "absent"] }

    func job(_ id: JobID) -> String { anchor + "j:" + id.description }
    func failure(_ id: JobID) -> String { anchor + "f:" + id.description }
    func result(_ id: JobID) -> String { anchor + "r:" + id.description }
    func workflow(_ id: WorkflowID) -> String { anchor + "w:" + id.description }
    func members(_ id: WorkflowID) -> String { anchor + "wj:" + id.description }
    func results(_ id: WorkflowID) -> String { anchor + "wr:" + id.description }
    func queue(_ name: String) -> String { anchor + "q:" + name }
    func wake(_ queue: String) -> String { anchor + "q:" + queue + ":wake" }
    func ring(_ queue: String) -> String { anchor + "q:" + queue + ":ring" }
    func pending(_ queue: String, _ priority: Priority, _ tenant: String) -> String {
        anchor + "q:" + queue + ":" + priority.rawValue + ":" + tenant
    }
    func serving(_ queue: String) -> String { anchor + "serving:" + queue }
    func worker(_ id: String) -> String { anchor + "worker:" + id }

    var queues: String { anchor + "queues" }
    var workers: String { anchor + "workers" }
    var leases: String { anchor + "leases" }
    var scheduled: String { anchor + "scheduled" }
    var dead: String { anchor + "dead" }
    var counters: String { anchor + "counters" }
    var changes: String { anchor + "changes" }
    /// How far a test has put a manual clock on, in milliseconds.
    var clock: String { anchor + "clock" }
}
