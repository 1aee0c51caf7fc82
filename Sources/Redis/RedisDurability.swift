/// When a write counts as done.
public enum RedisDurability: String, Sendable, Hashable, CaseIterable {
    /// When the master has carried it out. A failover may lose the last of such writes, which replicas get a moment later.
    case primary
    /// When a replica has it too, as `WAIT` tells; where there are Sentinels, every replica that lives by their word.
    ///
    /// The replica has it in memory, not yet on its disk; and on the losing side of a parted network there may be a
    /// replica too.
    case replica
}
