import NIOCore

extension RedisClient {
    /// Sends commands without keys to every server that keeps data, and returns the replies of each.
    ///
    /// Of a Cluster that is each master; otherwise it is the one server.
    public nonisolated(nonsending) func sendToEach(
        _ commands: [RedisCommand], deadline: Duration? = nil
    ) async throws(RedisError) -> [[RedisValue]] {
        guard case .cluster(let nodes) = route else {
            return [try await send(commands, deadline: deadline, resend: true)]
        }
        let end = NIODeadline.now() + TimeAmount(deadline ?? options.commandDeadline)
        if nodes.isDoubted || nodes.version == 0 { try await nodes.learn(after: nodes.version, until: end) }
        var all: [[RedisValue]] = []
        for host in nodes.owners {
            let request = Request(
                payload: try CommandFormatter.format(commands), commands: commands.count, deadline: end)
            do {
                all.append(try await nodes.node(at: host).pipeline.send(request).get())
            } catch {
                nodes.doubt()
                throw error
            }
        }
        return all
    }
}
