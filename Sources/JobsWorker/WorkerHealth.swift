import FoundationEssentials

/// How a worker is: not whether its process exists, but whether it gets on.
public struct WorkerHealth: Sendable, Codable, Equatable {
    /// The reserve loop advanced lately, and some slot is not lost to a job that ignores its hard limit. When false, the process should be started anew.
    public var isLive: Bool
    /// It takes jobs: the broker answers its reserve loop, and it is not stopping.
    public var isReady: Bool
    public var isDraining: Bool
    public var worker: String
    public var name: String
    public var active: Int
    /// Milliseconds since the reserve loop last advanced.
    public var advancedMsAgo: Int
    /// What each agent last did, by its name.
    public var agents: [String: Agent]

    /// The last action of one agent.
    public struct Agent: Sendable, Codable, Equatable {
        public var action: String
        public var at: Date
        /// What went wrong the last time, if it did.
        public var failure: String?
    }
}
