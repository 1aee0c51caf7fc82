/// A command for Redis: its name and arguments, in the order of the Redis manual.
///
/// ```swift
/// let command: RedisCommand = ["SET", "greeting", "hello", "EX", 60]
/// ```
public struct RedisCommand: Sendable, Hashable, ExpressibleByArrayLiteral {
    /// The name first; never empty when sent.
    public var arguments: [RedisArgument]

    public init(_ arguments: [RedisArgument]) {
        self.arguments = arguments
    }

    public init(_ name: String, _ arguments: [RedisArgument]) {
        self.arguments = [.string(name)] + arguments
    }

    public init(arrayLiteral arguments: RedisArgument...) {
        self.arguments = arguments
    }
}
