import Jobs

/// Renews the leases of all jobs in hand, in one call, and breaks off those that are no longer ours.
struct LeaseKeeper: Sendable {
    let broker: any Consumer
    let worker: String
    let lease: Duration
    let slots: Slots
    let rhythm: Rhythm

    func run() async {
        await rhythm.run { try await renew() }
    }

    private func renew() async throws -> String {
        let held = slots.held
        guard !held.isEmpty else { return "nothing to renew" }
        let answers = try await broker.extend(held.map(\.delivery.lease), worker: worker, by: lease)
        for (job, answer) in zip(held, answers) where answer != .accepted { job.interrupt(.lost) }
        return "renewed \(answers.count { $0 == .accepted }) of \(held.count)"
    }
}
