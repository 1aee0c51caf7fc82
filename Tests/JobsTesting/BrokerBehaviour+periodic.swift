import Foundation
import Jobs
import Testing

extension BrokerBehaviour {
    /// Jobs that a schedule brings again and again.
    static let periodic = [
        BrokerBehaviour("a tick's job is put off until the tick and then runs, once however many bring it") {
            bench async throws in
            let now = try await bench.standing().now
            let tick = now.addingTimeInterval(60)
            for _ in 0..<3 { #expect(try await bench.bring(tick).last == tick) }
            #expect(try await bench.take(5).isEmpty)
            #expect(try await bench.broker.promote().promoted == 0)
            try await bench.elapse(.seconds(60))
            #expect(try await bench.broker.promote().promoted == 1)
            let delivery = try await bench.takeOne()
            #expect(delivery.metadata == bench.job().metadata)
            #expect(try await bench.bring(tick).last == tick)
            #expect(try await bench.take(5).isEmpty)
        },
        BrokerBehaviour("a schedule that says something else leaves alone what has begun or ended") {
            bench async throws in
            let now = try await bench.standing().now
            try await bench.bring(now.addingTimeInterval(60))
            try await bench.elapse(.seconds(60))
            _ = try await bench.broker.promote()
            let held = try await bench.takeOne()
            try await bench.bring(now.addingTimeInterval(120), says: "every minute")
            try await bench.complete(held)
            #expect(try await bench.state(held.id) == .succeeded)
        },
        BrokerBehaviour("an earlier tick than the last is not taken") { bench async throws in
            let now = try await bench.standing().now
            #expect(try await bench.bring(now.addingTimeInterval(120)).last == now.addingTimeInterval(120))
            #expect(try await bench.bring(now.addingTimeInterval(60)).last == now.addingTimeInterval(120))
            #expect(try await bench.inspector.jobs(in: .scheduled, limit: 9).count == 1)
        },
        BrokerBehaviour("schedules of other names do not know of each other") { bench async throws in
            let tick = try await bench.standing().now.addingTimeInterval(60)
            for name in ["a", "b"] { #expect(try await bench.bring(tick, of: name).last == tick) }
            #expect(try await bench.inspector.jobs(in: .scheduled, limit: 9).count == 2)
        },
        BrokerBehaviour("a schedule that says something else cancels what the old one had put off") {
            bench async throws in
            let now = try await bench.standing().now
            try await bench.bring(now.addingTimeInterval(7200))
            let sooner = now.addingTimeInterval(60)
            #expect(try await bench.bring(sooner, says: "every minute").last == sooner)
            let scheduled = try await bench.inspector.jobs(in: .scheduled, limit: 9)
            #expect(scheduled.count == 1)
            #expect(abs(try #require(scheduled.first?.dueAt).timeIntervalSince(sooner)) < 0.001)
        },
        BrokerBehaviour("a tick that nobody could serve is made up for once there is somebody") { bench async throws in
            let now = try await bench.standing().now
            try await bench.bring(now.addingTimeInterval(60))
            try await bench.elapse(.seconds(7200))
            #expect(try await bench.broker.promote().promoted == 1)
            #expect(try await bench.take(5).count == 1)
        },
        BrokerBehaviour("a tick that is missed by more than allowed is left out") { bench async throws in
            let now = try await bench.standing().now
            try await bench.bring(now.addingTimeInterval(60), missedAfter: .seconds(300))
            let id = try #require(try await bench.inspector.jobs(in: .scheduled, limit: 9).first).id
            try await bench.elapse(.seconds(400))
            #expect(try await bench.broker.promote().promoted == 0)
            let record = try await bench.record(id)
            #expect(record.state == .cancelled && record.failure?.code == "missed")
        },
        BrokerBehaviour("a tick served within what is allowed may be retried after that") { bench async throws in
            let now = try await bench.standing().now
            try await bench.bring(now.addingTimeInterval(60), missedAfter: .seconds(300))
            try await bench.elapse(.seconds(100))
            #expect(try await bench.broker.promote().promoted == 1)
            let failure = JobFailure(code: "x", message: "x")
            try await bench.settle(bench.takeOne(), .retry(after: .seconds(3600), failure))
            try await bench.elapse(.seconds(3600))
            #expect(try await bench.broker.promote().promoted == 1)
            #expect(try await bench.take(5).count == 1)
        },
        BrokerBehaviour("many workers that advance a schedule through its ticks run each tick once") {
            bench async throws in
            let job = PeriodicJob("report", schedule: .every(.seconds(60)), options: .init(queue: "q")) {
                TickJob(at: $0)
            }
            let start = try await bench.standing().now
            for _ in 0..<5 {
                for _ in 0..<3 { #expect(try await job.advance(in: bench.broker) <= .seconds(60)) }
                try await bench.elapse(.seconds(60))
                _ = try await bench.broker.promote()
            }
            let ticks = try await bench.take(50).map { try JSONCoding.decode(TickJob.self, from: $0.payload).at }
            #expect(ticks.count == 5 && Set(ticks).count == 5)
            #expect(ticks.allSatisfy { Int($0.timeIntervalSince1970) % 60 == 0 && $0 > start })
        },
    ]
}

/// A job that says for which tick it is.
private struct TickJob: Job {
    static let name = "test.tick"
    var at: Date
}

extension Bench {
    /// How far the schedule is that behaviours use, nothing taken.
    fileprivate func standing() async throws -> PeriodicStanding { try await bring(.distantPast) }

    @discardableResult
    fileprivate func bring(
        _ tick: Date, of schedule: String = "report", says specification: String = "every two hours",
        missedAfter: Duration? = nil
    ) async throws -> PeriodicStanding {
        try await broker.enqueue(
            PeriodicTick(
                schedule: schedule, specification: specification, tick: tick, missedAfter: missedAfter, job: job()))
    }
}
