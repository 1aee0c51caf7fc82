/// One thing without which the API cannot serve, and how to look at it.
public struct HealthCheck: Sendable {
    public var name: String
    /// False for what is told but takes nothing away, such as a weaker sandbox.
    public var isRequired: Bool
    /// Says in a few words how it is; throws when it is not there.
    public var look: @Sendable () async throws -> String

    public init(name: String, isRequired: Bool = true, look: @escaping @Sendable () async throws -> String) {
        self.name = name
        self.isRequired = isRequired
        self.look = look
    }
}
