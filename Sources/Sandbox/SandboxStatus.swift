/// What keeps outside programs apart on this machine, for `health` and `galley doctor`.
public struct SandboxStatus: Sendable, Equatable, Codable {
    /// Programs get a file system and process tree of their own.
    public var bubblewrap: Bool
    /// Programs can open only the files they were given; the launcher's part.
    public var landlock: Bool
    /// Programs get no network and no other process; the launcher's part, always there.
    public var seccomp: Bool
    /// Why something is missing, one sentence each; empty when all is there.
    public var notes: [String]

    public init(bubblewrap: Bool, landlock: Bool, seccomp: Bool, notes: [String]) {
        self.bubblewrap = bubblewrap
        self.landlock = landlock
        self.seccomp = seccomp
        self.notes = notes
    }
}
