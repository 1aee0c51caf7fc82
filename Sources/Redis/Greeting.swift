/// The first words on a connection: who speaks, with which database, and whether the server is ready.
struct Greeting {
    let commands: [RedisCommand]
    private var expectsMaster = false

    /// - Parameter expectsMaster: refuses a server that does not call itself a master.
    init(_ options: RedisOptions, expectsMaster: Bool = false) {
        let endpoint = options.endpoint
        var commands = Self.authentication(user: endpoint.user, password: endpoint.password)
        if endpoint.database != 0 {
            commands.append(["SELECT", .integer(Int64(endpoint.database))])
        }
        if let name = options.clientName {
            commands.append(["CLIENT", "SETNAME", .string(name)])
        }
        commands.append(["PING"])  // refused by a server that is loading or has lost its master
        if expectsMaster { commands.append(["ROLE"]) }
        self.commands = commands
        self.expectsMaster = expectsMaster
    }

    /// The only words with a Sentinel. Its last two replies are the master's replicas, and its host and port or null.
    init(askingFor sentinels: RedisSentinels) {
        commands =
            Self.authentication(user: sentinels.user, password: sentinels.password)
            + [
                ["SENTINEL", "REPLICAS", .string(sentinels.master)],
                ["SENTINEL", "GET-MASTER-ADDR-BY-NAME", .string(sentinels.master)],
            ]
    }

    private static func authentication(user: String?, password: String?) -> [RedisCommand] {
        guard let password else { return [] }
        return [RedisCommand("AUTH", (user.map { [.string($0)] } ?? []) + [.string(password)])]
    }

    /// The replies, when they let the connection be used; else why not.
    func judge(_ answer: Request.Answer) -> Result<[RedisValue], RedisError.NotSentReason> {
        switch answer {
        case .failure(.answerUnknown(.connectionLost(let reason))):
            return .failure(.connectFailed(reason))
        case .failure(let error):
            return .failure(.connectFailed(error.description))
        case .success(let replies):
            if let refusal = refusal(in: replies) { return .failure(.handshakeRefused(refusal)) }
            if expectsMaster, let role = replies.last?.array?.first?.string, role != "master" {
                return .failure(.connectFailed("it is no master but a \(role)"))
            }
            return .success(replies)
        }
    }

    /// The first refusal that matters: some managed servers forbid naming the client or `PING`.
    private func refusal(in replies: [RedisValue]) -> RedisServerError? {
        for (command, reply) in zip(commands, replies) {
            guard let refusal = reply.error else { continue }
            if command.arguments.dropFirst().first == "REPLICAS" { continue }  // also when it knows no such master
            let isOptional = command.arguments.first == "CLIENT" || command.arguments.first == "PING"
            if isOptional, refusal.code == "NOPERM" || refusal.message.hasPrefix("unknown command") { continue }
            return refusal
        }
        return nil
    }
}
