import ArgumentParser

/// Where Redis and the object store are. What is not given here comes from the environment, then from the defaults.
public struct ConnectionFlags: ParsableArguments, Sendable {
    @Option(
        help: ArgumentHelp(
            "Redis, as redis://[user:password@]host[:port][/database], rediss://… for TLS, unix:///path, "
                + "redis+sentinel://[user:password@]host[:port],host[:port]…/master[/database], or "
                + "redis+cluster://[user:password@]host[:port],host[:port]…. "
                + "[GALLEY_REDIS, default redis://127.0.0.1:6379/0]",
            valueName: "url"))
    public var redis: String?

    @Option(
        help: ArgumentHelp(
            "Over how many shards tenants are spread, 1 to 1024; the same for every process. "
                + "[GALLEY_SHARDS, default 1, in a Cluster 16]",
            valueName: "number"))
    public var shards: String?

    @Option(
        help: ArgumentHelp(
            "The object store, as file:///directory or s3://bucket[/prefix][?endpoint=https://host&region=name]; "
                + "every process must see the same one. [GALLEY_STORE, default file:///var/lib/galley/store]",
            valueName: "url"))
    public var store: String?

    public init() {}
}
