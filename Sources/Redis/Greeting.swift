/// The first words on a connection: who speaks, with which database, and whether the server is ready.
struct Greeting {
    let commands: [RedisCommand]

    init(_ options: RedisOptions) {
        var commands: [RedisCommand] = []
        let endpoint = options.endpoint
        if let password = endpoint.password {
            let user = endpoint.user.map { [RedisArgument.string($0)] } ?? []
            commands.append(RedisCommand("AUTH", user + [.string(password)]))
        }
        if endpoint.database != 0 {
            commands.append(["SELECT", .integer(Int64(endpoint.database))])
        }
        if let name = options.clientName {
            commands.append(["CLIENT", "SETNAME", .string(name)])
        }
        commands.append(["PING"])  // refused by a server that is loading or has lost its master
        self.commands = commands
    }

    /// Turns the replies into a ready connection, or ends it and says why.
    func judge(
        _ answer: Request.Answer, on connection: Connection
    ) -> Result<Connection, RedisError.NotSentReason> {
        switch answer {
        case .failure(.answerUnknown(.connectionLost(let reason))):
            return .failure(.connectFailed(reason))
        case .failure(let error):
            return .failure(.connectFailed(error.description))
        case .success(let replies):
            guard let refusal = refusal(in: replies) else { return .success(connection) }
            connection.end(.connectionLost(refusal.description))
            return .failure(.handshakeRefused(refusal))
        }
    }

    /// The first refusal that matters: some managed servers forbid naming the client or `PING`.
    private func refusal(in replies: [RedisValue]) -> RedisServerError? {
        for (command, reply) in zip(commands, replies) {
            guard let refusal = reply.error else { continue }
            let isOptional = command.arguments.first == "CLIENT" || command.arguments.first == "PING"
            if isOptional, refusal.code == "NOPERM" || refusal.message.hasPrefix("unknown command") { continue }
            return refusal
        }
        return nil
    }
}
