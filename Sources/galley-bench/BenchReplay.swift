import ArgumentParser
import Benchmarking
import Jobs
import JobsRedis

/// Takes and ends jobs by the bare verbs, without a worker around them: what Redis itself needs for a job.
struct BenchReplay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Reserves and settles what is pending, in batches, with no handler.")

    @OptionGroup var connection: BenchConnection
    @Option(help: "How many in a call, at most 250.") var batch = 64
    @Option(help: "Stops after so many jobs; 0 goes on until nothing is pending.") var jobs = 0

    func run() async throws {
        try await connection.withBroker { broker, _ in
            // A worker of its own each time: one that counts from 1 again is taken for a request that came too late.
            let worker = "replay-\(nowNanoseconds())"
            var (sequence, done) = (0, 0)
            let start = ContinuousClock.now
            while jobs == 0 || done < jobs {
                sequence += 1
                let wanted = jobs == 0 ? batch : min(batch, jobs - done)
                let request = ReserveRequest(
                    worker: worker, sequence: sequence, token: "\(sequence)-replay-token",
                    queues: [QueueDemand(queue: "bench", limit: wanted)], count: wanted, lease: .seconds(60))
                let deliveries = try await broker.reserve(request)
                if deliveries.isEmpty { break }
                let ends = deliveries.map { Settlement(lease: $0.lease, outcome: .complete(result: nil)) }
                let answers = try await broker.settle(ends)
                done += answers.count { $0 == .accepted }
            }
            let seconds = (ContinuousClock.now - start).seconds
            try report(["per_s": Double(done) / seconds, "jobs": Double(done)])
        }
    }
}
