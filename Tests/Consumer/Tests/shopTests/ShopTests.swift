import Foundation
import Jobs
import JobsWorker
import Logging
import Testing

@testable import shop

@Suite struct ShopTests {
    /// Its clock stands still until a test puts it on: Saturday, 28 March 2026, 12:00 in Berlin.
    let broker = MemoryBroker(now: { Date(timeIntervalSince1970: 1_774_695_600) })
    var queue: JobQueue { JobQueue(broker: broker) }

    /// Runs what is pending, and what becomes pending by it.
    func runPending() async throws {
        let registry = try JobRegistry.shop(queue: queue)
        try await Worker(broker: broker, registry: registry, logger: Logger(label: "test")).runPending()
    }

    @Test func anOrderIsPackedAndShipped() async throws {
        let order = try await queue.place(["tea", "cup"], card: "visa", customer: "ada")
        try await runPending()
        #expect(try await queue.record(ofWorkflow: order.id)?.state == .succeeded)
        #expect(
            try await queue.output(of: order.letter, as: WriteLetter.self)
                == "Your order is on its way: 2 parcels of 650 g in all.")
    }

    @Test(arguments: [
        ("expired", "tea", "We are sorry: The card was refused."),
        ("visa", "pot", "We are sorry: There is no pot left."),
    ])
    func aFailedOrderShipsNothing(card: String, item: String, letter: String) async throws {
        let order = try await queue.place([item], card: card, customer: "ada")
        try await runPending()
        #expect(try await queue.record(ofWorkflow: order.id)?.state == .failed)
        #expect(try await broker.jobs(ofWorkflow: order.id).last?.state == .cancelled)
        #expect(try await queue.output(of: order.letter, as: WriteLetter.self) == letter)
    }

    @Test func takingsAreCountedAtNight() async throws {
        let takings = try PeriodicJob.takings()
        _ = try await takings.advance(in: broker)
        let job = try #require(try await broker.jobs(in: .scheduled, limit: 1).first)
        // The clocks go forward in this night, from two to three.
        #expect(job.dueAt?.formatted(.iso8601) == "2026-03-29T01:00:00Z")

        broker.advance(by: .seconds(14 * 3600))
        try await runPending()
        #expect(try await queue.output(of: job.id, as: CountTakings.self) == "takings until 2026-03-29T01:00:00Z")
    }
}
