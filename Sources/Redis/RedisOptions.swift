/// What a client needs to know; every value but the endpoint has a default.
public struct RedisOptions: Sendable {
    public var endpoint: RedisEndpoint
    /// The name shown by `CLIENT LIST`; no spaces. Nil sets none.
    public var clientName: String?
    /// How long a call may take, waiting for a connection included, unless it says otherwise.
    public var commandDeadline: Duration
    /// How long making one connection may take: TCP, TLS and the first words together.
    public var connectTimeout: Duration
    /// The waits between attempts to connect.
    public var backoff: RedisBackoff
    /// What a blocking command may take beyond its own block time before its connection is given up.
    ///
    /// Redis ends a block up to 105 ms late; the rest is for a busy server and the network.
    public var blockingSlack: Duration
    /// How long one `WAIT` gives a replica to confirm a write, where durability asks for that.
    public var replicaTimeout: Duration

    public init(
        endpoint: RedisEndpoint, clientName: String? = nil, commandDeadline: Duration = .seconds(10),
        connectTimeout: Duration = .seconds(5), backoff: RedisBackoff = RedisBackoff(),
        blockingSlack: Duration = .seconds(2), replicaTimeout: Duration = .seconds(1)
    ) {
        self.endpoint = endpoint
        self.clientName = clientName
        self.commandDeadline = commandDeadline
        self.connectTimeout = connectTimeout
        self.backoff = backoff
        self.blockingSlack = blockingSlack
        self.replicaTimeout = replicaTimeout
    }
}
