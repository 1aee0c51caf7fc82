import Jobs
import Testing

extension BrokerBehaviour {
    /// What only shows when many verbs meet: the memory broker is the model, and whatever a random walk does to both
    /// must have the same answers and leave the same records.
    static let walks = (1...8).map { seed in
        BrokerBehaviour("a random walk leaves what it leaves in the memory broker, seed \(seed)") { bench in
            var walk = ModelWalk(bench, model: Bench(MemoryBrokerUnderTest()), seed: UInt64(seed))
            for _ in 0..<60 { try await walk.step() }
            try await walk.compareRecords()
        }
    }
}
