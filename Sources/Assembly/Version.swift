import Redis

/// What this build of Galley is called.
public enum Version {
    /// By semantic versioning.
    public static let current = "0.1.0"

    /// For `--version`: Galley's own, and the linked hiredis's.
    public static var description: String { "galley \(current) (hiredis \(Hiredis.version))" }
}
