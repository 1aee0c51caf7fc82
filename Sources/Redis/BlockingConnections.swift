import Logging
import NIOCore
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

    private let options: RedisOptions
    private let group: any EventLoopGroup
    private let logger: Logger
    private let pool = Mutex(Pool())

    init(options: RedisOptions, group: any EventLoopGroup, logger: Logger) {
        self.options = options
        self.group = group
        self.logger = logger
    }

    func borrow() throws(RedisError) -> Pipeline {
        let borrowed: Pipeline? = pool.withLock { pool in
            guard !pool.isClosed else { return nil }
            let pipeline =
                pool.idle.popLast()
                ?? Pipeline(options: options, eventLoop: group.next(), isEager: false, logger: logger)
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
