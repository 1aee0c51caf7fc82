import NIOCore
import NIOPosix
import Redis
import RedisTesting
import Synchronization
import Testing

/// What a lease keeper depends on: handlers may spin on every thread of the shared pool.
@Suite(.serialized) struct SpinningPoolTests {
    @Test func `A task preferring an event loop is answered while every thread of the pool is busy`() async throws {
        try await withRedisServer { server in
            let loop = MultiThreadedEventLoopGroup.singleton.next()
            try await withClient(RedisOptions(endpoint: server.endpoint), on: loop) { client in
                let pool = BusyPool()
                let calls = Task(executorPreference: LoopExecutor(loop: loop)) {
                    await keepTalking(to: client, while: pool, on: loop)
                }
                pool.occupy()
                let answers = await calls.value
                #expect(answers == 20)
                #expect(!pool.wasFree, "the pool had a thread to spare, so this has shown nothing")
            }
        }
    }

    @Test func `An actor on an event loop is answered while every thread of the pool is busy`() async throws {
        try await withRedisServer { server in
            let loop = MultiThreadedEventLoopGroup.singleton.next()
            try await withClient(RedisOptions(endpoint: server.endpoint), on: loop) { client in
                let pool = BusyPool()
                let keeper = Keeper(loop: loop, client: client)
                let calls = Task(executorPreference: LoopExecutor(loop: loop)) { await keeper.talk(while: pool) }
                pool.occupy()
                let answers = await calls.value
                #expect(answers == 20)
                #expect(!pool.wasFree, "the pool had a thread to spare, so this has shown nothing")
            }
        }
    }
}

/// Makes twenty calls once the pool is busy, then lets it go; returns how many were answered.
private nonisolated(nonsending) func keepTalking(
    to client: RedisClient, while pool: BusyPool, on loop: any EventLoop
) async -> Int {
    await pool.untilBusy(on: loop)
    var answers = 0
    for number in 0..<20 {
        // A failed call is one answer less.
        let reply = try? await client.send(["ECHO", .integer(Int64(number))], deadline: .seconds(5))
        answers += reply?.int == number ? 1 : 0
    }
    pool.release()
    return answers
}

private actor Keeper {
    private let loop: any EventLoop
    private let client: RedisClient

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        loop.executor.asUnownedSerialExecutor()
    }

    init(loop: any EventLoop, client: RedisClient) {
        self.loop = loop
        self.client = client
    }

    func talk(while pool: BusyPool) async -> Int {
        await keepTalking(to: client, while: pool, on: loop)
    }
}

/// Runs a task's jobs on an event loop.
private final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(loop: any EventLoop) {
        self.loop = loop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
