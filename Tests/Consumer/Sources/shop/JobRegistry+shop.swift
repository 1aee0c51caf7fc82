import Jobs
import JobsWorker

extension JobRegistry {
    /// Every job of the shop, with what its handlers need, and its schedules.
    static func shop(queue: JobQueue, shelf: [String: Int] = ["tea": 250, "cup": 400]) throws -> JobRegistry {
        var registry = JobRegistry()
        registry.register(ChargeCard.self)
        registry.register(PackItem.self) { job, _ in
            guard let grams = shelf[job.item] else {
                throw PermanentFailure(JobFailure(code: "sold_out", message: "There is no \(job.item) left"))
            }
            return PackItem.Output(grams: grams)
        }
        registry.register(ShipOrder.self)
        registry.register(WriteLetter.self) { job, _ in
            let order = try await queue.record(ofWorkflow: job.order)
            if let failure = order?.failure { return "We are sorry: \(failure.failure.message)." }
            let shipment = try await queue.output(of: ShipOrder.self, from: "ship", in: job.order)
            return "Your order is on its way: \(shipment)."
        }
        registry.register(CountTakings.self)
        registry.register(SweepCarts.self)
        registry.schedule(try .takings())
        registry.schedule(.sweep)
        return registry
    }
}
