import Foundation

/// What a chaos worker is told, as its one argument, in JSON.
public struct ChaosOrders: Codable, Sendable {
    /// Of a proxy on 127.0.0.1.
    public var port: Int
    public var id: String
    /// The file of its history.
    public var log: String
    public var leaseMilliseconds: Int
    public var concurrency: Int
    /// How long a call of the broker is tried; shorter than Redis is away, so that the worker itself asks again.
    public var deadlineMilliseconds: Int

    var argument: String {
        get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
    }

    /// Reads the first argument of the program.
    public static func read(_ arguments: [String] = CommandLine.arguments) throws -> ChaosOrders {
        try JSONDecoder().decode(ChaosOrders.self, from: Data((arguments.dropFirst().first ?? "").utf8))
    }
}
