import Synchronization

/// Connections for commands that wait in the server, each lent to one caller at a time.
final class BlockingConnections: Sendable {
    /// Idle connections beyond these are closed; a process blocks on a few keys at a time.
    private static let mostIdle = 8

    private struct Pool {
        var idle: [Pipeline] = []
        var lent: [ObjectIdentifier: Pipeline] = [:]
        var isClosed = false
    }

    private let transport: Transport
    private let destination: Destination
    private let pool = Mutex(Pool())

    init(_ transport: Transport, to destination: Destination) {
        self.transport = transport
        self.destination = destination
    }

    func borrow() throws(RedisError) -> Pipeline {
        let borrowed: Pipeline? = pool.withLock { pool in
            guard !pool.isClosed else { return nil }
            let pipeline =
                pool.idle.popLast() ?? Pipeline(transport, to: destination, isEager: false)
            pool.lent[ObjectIdentifier(pipeline)] = pipeline
            return pipeline
        }
        guard let borrowed else { throw .notSent(.closed) }
        return borrowed
    }

    func giveBack(_ pipeline: Pipeline) {
        let isSpare = pool.withLock { pool in
            pool.lent[ObjectIdentifier(pipeline)] = nil
            guard !pool.isClosed, pool.idle.count < Self.mostIdle else { return true }
            pool.idle.append(pipeline)
            return false
        }
        if isSpare { pipeline.beginClosing() }
    }

    func beginClosing() {
        for pipeline in takeAll() { pipeline.beginClosing() }
    }

    nonisolated(nonsending) func close() async {
        for pipeline in takeAll() { await pipeline.close() }
    }

    private func takeAll() -> [Pipeline] {
        pool.withLock { pool in
            defer {
                pool.idle = []
                pool.isClosed = true
            }
            return pool.idle + pool.lent.values
        }
    }
}
