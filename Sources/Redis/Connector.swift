import NIOCore

/// Makes connections that are ready for commands, to wherever the destination is at the time.
struct Connector: Sendable {
    let transport: Transport
    let destination: Destination
    let eventLoop: any EventLoop
    let statistics: StatisticsCounter

    var options: RedisOptions { transport.options }

    /// Connects and greets; must be called on the event loop, which also runs `done`, exactly once.
    func connect(_ done: @escaping (Result<Connection, RedisError.NotSentReason>) -> Void) {
        let dialer = Dialer(transport: transport, eventLoop: eventLoop, statistics: statistics)
        switch destination {
        case .server(let address):
            dialer.dial(address, greeting: Greeting(options), within: options.connectTimeout) { outcome in
                done(outcome.map { $0.0 })
            }
        case .master(let roster):
            MasterSearch(roster: roster, dialer: dialer, done: done).start()
        }
    }
}
