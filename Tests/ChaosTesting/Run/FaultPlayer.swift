import Foundation
import Jobs
import JobsRedis
import Redis
import RedisTesting

/// Does to the processes of a run what its plan says.
struct FaultPlayer: Sendable {
    let stage: ChaosStage
    let fleet: WorkerFleet
    let producer: ChaosProducer

    /// Returns when the fault is over.
    func play(_ fault: Fault) async throws {
        switch fault {
        case .killWorker(let place): await fleet.kill(place)
        case .stopWorker(let place, let milliseconds):
            await fleet.stop(place)
            try await Task.sleep(for: .milliseconds(milliseconds))
            await fleet.carryOn(place)
        case .killConnections:
            _ = try await stage.admin.send(["CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"], resend: true)
        case .killRedis(let milliseconds):
            await stage.redis.kill()
            try await Task.sleep(for: .milliseconds(milliseconds))
            try await stage.redis.restart()
        case .stopRedis(let milliseconds):
            stage.redis.pause()
            try await Task.sleep(for: .milliseconds(milliseconds))
            stage.redis.resume()
        case .cutReplies(let workers, let producers):
            async let first: Void = cut(workers, on: stage.workersProxy)
            async let second: Void = cut(producers, on: stage.producersProxy)
            _ = try await (first, second)
        case .fillRedis(let offers): try await fill(offers)
        }
    }

    /// One reply after the other; a proxy over which nothing comes back is left alone after a while.
    private func cut(_ count: Int, on proxy: CuttingProxy) async throws {
        for _ in 0..<count {
            proxy.loseNextReply()
            for _ in 0..<20 where proxy.awaitsReplyToLose { try await Task.sleep(for: .milliseconds(10)) }
        }
    }

    /// Full until the offers were refused and, when something runs, an end of it was taken.
    private func fill(_ offers: [ChaosPlan.Offer]) async throws {
        let inspector = RedisInspector(broker: stage.broker)
        _ = try await stage.admin.send(["CONFIG", "SET", "maxmemory", "1"], resend: true)
        try await producer.make(offers)
        let before = try await inspector.stats()
        for _ in 0..<100 {
            let now = try await inspector.stats()
            if now.active == 0 || now.succeeded > before.succeeded { break }
            try await Task.sleep(for: .milliseconds(20))
        }
        _ = try await stage.admin.send(["CONFIG", "SET", "maxmemory", "0"], resend: true)
    }
}
