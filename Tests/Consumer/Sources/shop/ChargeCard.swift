import Jobs

/// Takes the money for an order.
struct ChargeCard: PerformableJob {
    static let name = "shop.charge"
    static let options = JobOptions(queue: "payments", retry: .exponential(maxAttempts: 5), timeout: .seconds(30))

    var card: String
    var cents: Int

    func perform(in context: JobContext) async throws -> Receipt {
        // Another try would be refused too, so this one is the last; any other error is retried by the policy above.
        if card == "expired" {
            throw PermanentFailure(JobFailure(code: "card_refused", message: "The card was refused"))
        }
        // A job may run twice. Its id stays the same, so the bank can tell a second run from a second order.
        context.logger.info("charging", metadata: ["cents": "\(cents)", "idempotency_key": "\(context.id)"])
        return Receipt(cents: cents)
    }
}

struct Receipt: Codable {
    var cents: Int
}
