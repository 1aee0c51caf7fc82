/// Asks Sentinels where their master is, one after the other, until one names a server that says so itself.
///
/// A Sentinel may be behind: it can name a server that is a replica by now, or no master yet. So the server's own
/// word, `ROLE`, decides, and a Sentinel that errs is passed over. Bound to its event loop.
final class MasterSearch {
    private let roster: SentinelRoster
    private let dialer: Dialer
    private let done: (Result<Connection, RedisError.NotSentReason>) -> Void
    private var unasked: ArraySlice<RedisHost>
    private var tried: Set<RedisHost> = []
    /// What the search ends with when nobody names a master.
    private var reason = RedisError.NotSentReason.connectFailed("no Sentinel is named")
    /// So that all steps together take about the connect time-out at most.
    private let share: Duration

    init(
        roster: SentinelRoster, dialer: Dialer, done: @escaping (Result<Connection, RedisError.NotSentReason>) -> Void
    ) {
        self.roster = roster
        self.dialer = dialer
        self.done = done
        unasked = roster.hosts[...]
        share = dialer.transport.options.connectTimeout / (unasked.count + 1)
    }

    func start() {
        guard let sentinel = unasked.popFirst() else { return done(.failure(reason)) }
        dialer.dial(.tcp(sentinel), greeting: Greeting(askingFor: roster.sentinels), within: share) { outcome in
            switch outcome {
            case .failure(let failure): self.goOn(after: "Sentinel \(sentinel)", failure)
            case .success((let connection, let replies)):
                connection.end(.closed)
                self.answered(replies, by: sentinel)
            }
        }
    }

    private func answered(_ replies: [RedisValue], by sentinel: RedisHost) {
        guard let parts = replies.last?.array, parts.count == 2, let host = parts[0].string, let port = parts[1].int
        else {
            let name = roster.sentinels.master
            return goOn(after: "Sentinel \(sentinel)", .connectFailed("knows no master of the name \(name)"))
        }
        let master = RedisHost(host: host, port: port)
        guard tried.insert(master).inserted else { return start() }
        let greeting = Greeting(dialer.transport.options, expectsMaster: true)
        dialer.dial(.tcp(master), greeting: greeting, within: share) { outcome in
            switch outcome {
            case .success((let connection, _)):
                self.roster.answered(sentinel)
                self.roster.counted(live: Self.live(in: replies.dropLast().last))
                self.done(.success(connection))
            case .failure(let failure): self.goOn(after: "\(master)", failure)
            }
        }
    }

    /// How many of the replicas that a Sentinel lists it does not take for dead.
    ///
    /// One that it is merely `disconnected` from counts: a replica that is promoted drops all its connections.
    private static func live(in reply: RedisValue?) -> Int {
        (reply?.array ?? []).count { replica in
            let flags = replica.map?["flags"]?.string?.split(separator: ",") ?? []
            return !flags.contains("s_down") && !flags.contains("o_down")
        }
    }

    private func goOn(after whom: String, _ failure: RedisError.NotSentReason) {
        switch failure {
        case .connectFailed(let why): reason = .connectFailed("\(whom): \(why)")
        // What the server itself said (a password, still loading) tells more than what another Sentinel does not know.
        default: reason = failure
        }
        start()
    }
}
