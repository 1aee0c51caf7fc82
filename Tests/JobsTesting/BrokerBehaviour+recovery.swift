import Jobs
import Testing

extension BrokerBehaviour {
    /// What happens to the jobs of workers that die, hang or are cut off.
    static let recovery = [
        BrokerBehaviour("a job whose worker died is pending again, a crash is counted and its attempt given back") {
            bench in
            let id = try await bench.enqueued(bench.job())
            try await bench.beat("w1")
            _ = try await bench.takeOne(worker: "w1", lease: bench.lease)
            #expect(try await bench.broker.reclaim() == 0)
            try await bench.elapse(bench.lease * 1.5, beating: ["w2"])
            #expect(try await bench.broker.reclaim() == 1)
            let record = try await bench.record(id)
            #expect(record.state == .pending && record.crashes == 1 && record.attempt == 0)
            #expect(try await bench.inspector.stats().reclaimed == 1)
            let again = try await bench.takeOne(worker: "w2")
            #expect(again.attempt == 1 && again.crashes == 1)
        },
        BrokerBehaviour("a job that outlived its lease under a worker that still beats is no crash") { bench in
            let id = try await bench.enqueued(bench.job())
            _ = try await bench.takeOne(worker: "w1", lease: bench.lease)
            try await bench.elapse(bench.lease * 1.5, beating: ["w1", "w2"])
            #expect(try await bench.broker.reclaim() == 1)
            let record = try await bench.record(id)
            #expect(record.state == .pending && record.crashes == 0 && record.attempt == 0)
        },
        BrokerBehaviour("a job whose worker nobody ever heard of is taken back") { bench in
            let id = try await bench.enqueued(bench.job())
            _ = try await bench.takeOne(worker: "w1", lease: bench.lease)
            try await bench.elapse(bench.lease * 1.5)
            #expect(try await bench.broker.reclaim() == 1)
            #expect(try await bench.record(id).crashes == 1)
        },
        BrokerBehaviour("the first heartbeat of all is no sign of an outage") { bench in
            _ = try await bench.enqueued(bench.job())
            try await bench.beat("w1")
            _ = try await bench.takeOne(worker: "w1", lease: bench.lease / 4)
            try await bench.elapse(bench.lease / 2, beating: ["w1"])
            #expect(try await bench.broker.reclaim() == 1)
        },
        BrokerBehaviour("the third crash sets a job aside as poison") { bench in
            let id = try await bench.enqueued(bench.job())
            for crash in 1...3 {
                try await bench.beat("w\(crash)")
                _ = try await bench.takeOne(worker: "w\(crash)", lease: bench.lease)
                try await bench.elapse(bench.lease * 1.5, beating: ["other"])
                #expect(try await bench.broker.reclaim() == 1)
            }
            let record = try await bench.record(id)
            #expect(record.state == .dead && record.crashes == 3 && record.failure?.code == "poison")
            #expect(try await bench.take(1).isEmpty)
        },
        BrokerBehaviour("nothing is taken back after an outage before anybody has been heard of again") { bench in
            let id = try await bench.enqueued(bench.job())
            try await bench.beat("w1")
            _ = try await bench.takeOne(worker: "w1", lease: bench.lease)
            try await bench.elapse(bench.lease * 3)
            #expect(try await bench.broker.reclaim() == 0)
            #expect(try await bench.record(id).crashes == 0)
        },
        BrokerBehaviour("an outage of the broker is no crash: nothing is taken back for one lease after it") { bench in
            let id = try await bench.enqueued(bench.job())
            for worker in ["w1", "w2"] { try await bench.beat(worker) }
            _ = try await bench.takeOne(worker: "w1", lease: bench.lease)
            try await bench.elapse(bench.lease * 3)
            for worker in ["w1", "w2"] { try await bench.beat(worker) }
            #expect(try await bench.broker.reclaim() == 0)
            #expect(try await bench.state(id) == .active)
            try await bench.elapse(bench.lease * 1.2, beating: ["w1", "w2"])
            #expect(try await bench.broker.reclaim() == 1)
            #expect(try await bench.record(id).crashes == 0)
        },
        BrokerBehaviour("a lease renewed right after an outage is kept") { bench in
            let id = try await bench.enqueued(bench.job())
            try await bench.beat("w1")
            let held = try await bench.takeOne(worker: "w1", lease: bench.lease)
            try await bench.elapse(bench.lease * 3)
            try await bench.beat("w2")
            #expect(try await bench.broker.reclaim() == 0)
            #expect(try await bench.broker.extend([held.lease], worker: "w1", by: .seconds(600)) == [.accepted])
            try await bench.elapse(bench.lease * 1.2, beating: ["w1", "w2"])
            #expect(try await bench.broker.reclaim() == 0)
            #expect(try await bench.state(id) == .active)
        },
        BrokerBehaviour("a worker that left with its jobs given back leaves nothing to reclaim") { bench in
            let id = try await bench.enqueued(bench.job())
            try await bench.beat("w1")
            try await bench.settle(bench.takeOne(worker: "w1", lease: bench.lease), .release(.shutdown))
            try await bench.broker.leave(worker: "w1")
            #expect(try await bench.inspector.workers().isEmpty)
            try await bench.elapse(bench.lease * 1.5, beating: ["w2"])
            #expect(try await bench.broker.reclaim() == 0)
            #expect(try await bench.record(id).crashes == 0)
        },
        BrokerBehaviour("many lost jobs come back in one go or a few") { bench in
            try await bench.broker.enqueue((0..<150).map { _ in bench.job() })
            #expect(try await bench.take(150, worker: "w1", lease: bench.lease).count == 150)
            try await bench.elapse(bench.lease * 1.5, beating: ["w2"])
            var back = 0
            while case let some = try await bench.broker.reclaim(), some > 0 { back += some }
            #expect(back == 150)
            #expect(try await bench.take(150, worker: "w2").count == 150)
        },
    ]

    /// Jobs that a worker does not know.
    static let unknownJobs = [
        BrokerBehaviour("a job its worker does not know waits a moment for one that does, no attempt counted") {
            bench in
            let id = try await bench.enqueued(bench.job("new.job", version: 2))
            try await bench.beat("new", knows: ["new.job": 2])
            #expect(try await bench.settle(bench.takeOne(), .release(.unknownJob)) == .accepted)
            let record = try await bench.record(id)
            #expect(record.state == .scheduled && record.attempt == 0)
            try await bench.elapse(bench.subject.times.unknownJobPause)
            #expect(try await bench.broker.promote().promoted == 1)
            let again = try await bench.takeOne(worker: "new")
            #expect(again.attempt == 1)
            try await bench.complete(again)
        },
        BrokerBehaviour("a job that no live worker knows in its version is set aside after a while") { bench in
            guard let patience = bench.subject.times.unknownJobPatience else { return }
            let id = try await bench.enqueued(bench.job("new.job", version: 2))
            try await bench.releaseUnknown(beating: ["new.job": 1])
            #expect(try await bench.state(id) == .scheduled)
            try await bench.elapse(patience)
            _ = try await bench.broker.promote()
            try await bench.releaseUnknown(beating: ["new.job": 1])
            let record = try await bench.record(id)
            #expect(record.state == .dead && record.failure?.code == "unknown_job")
            #expect(record.failure?.message == "No worker knows new.job in version 2")
        },
        BrokerBehaviour("a worker that serves the queue and does not know the job is no help to it") { bench in
            guard let patience = bench.subject.times.unknownJobPatience else { return }
            let id = try await bench.enqueued(bench.job("new.job"))
            try await bench.releaseUnknown(beating: [:])
            try await bench.elapse(patience)
            _ = try await bench.broker.promote()
            try await bench.releaseUnknown(beating: [:])
            #expect(try await bench.state(id) == .dead)
        },
        BrokerBehaviour("a job that some live worker knows is never set aside for being unknown") { bench in
            guard let patience = bench.subject.times.unknownJobPatience else { return }
            let id = try await bench.enqueued(bench.job("new.job", version: 2))
            try await bench.releaseUnknown(beating: ["new.job": 3])
            try await bench.elapse(patience)
            _ = try await bench.broker.promote()
            try await bench.releaseUnknown(beating: ["new.job": 3])
            #expect(try await bench.state(id) == .scheduled)
        },
    ]
}

extension Bench {
    /// Takes a job and gives it back as unknown, while one worker lives that knows these jobs.
    fileprivate func releaseUnknown(beating jobs: [String: Int]) async throws {
        try await beat("other", knows: jobs)
        let answer = try await settle(takeOne(), .release(.unknownJob))
        #expect(answer == .accepted)
    }
}
