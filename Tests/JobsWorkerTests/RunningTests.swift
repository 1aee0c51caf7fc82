import Jobs
import JobsWorker
import Logging
import Testing

@Suite("A worker runs jobs", .timeLimit(.minutes(2)))
struct RunningTests {
    @Test("What is pending is run, its result published, and what becomes pending by it is run too")
    func runsWhatIsPending() async throws {
        let broker = MemoryBroker()
        let id = try await JobQueue(broker: broker).enqueue(Echo(text: "hello"))
        var registry = JobRegistry()
        registry.register(Echo.self)
        try await Worker(broker: broker, registry: registry, logger: .silent).runPending()
        let record = try #require(try await broker.record(ofJob: id))
        #expect(record.state == .succeeded && record.attempt == 1)
        #expect(try JSONCoding.decode(String.self, from: #require(record.result)) == "hello")
        #expect(try await broker.workers().isEmpty)
    }

    @Test("A workflow's jobs see what those before them have left, and who they are")
    func runsAWorkflow() async throws {
        let broker = MemoryBroker()
        let nodes = try ["a", "b"].map { name in
            NewWorkflow.Node(
                name: name, group: name, job: try NewJob(TestJob(text: name), id: broker.makeID(tenant: "acme")),
                after: name == "b" ? ["a"] : [])
        }
        let workflow = NewWorkflow(id: broker.makeID(tenant: "acme"), name: "test", nodes: nodes)
        try await broker.enqueue(workflow)
        let registry = JobRegistry.testing { job, context in
            try await context.report(Progress(done: 1, total: 2))
            let before = try await context.workflowResults().keys.sorted().joined(separator: ",")
            return "\(context.node ?? "") of \(context.workflow == workflow.id) after \(before)"
        }
        try await Worker(broker: broker, registry: registry, logger: .silent).runPending()
        #expect(try await broker.record(ofWorkflow: workflow.id)?.state == .succeeded)
        let results = try await broker.results(of: workflow.id)
        let last = try JSONCoding.decode(String.self, from: #require(results["b"]))
        #expect(last == "b of true after a")
    }

    @Test("A waiting worker is woken by an enqueue and runs at most as many jobs at once as it has slots")
    func runsManyJobs() async throws {
        let broker = MemoryBroker()
        let journal = Journal<Int>()
        let running = Counter()
        let registry = JobRegistry.testing { job, _ in
            journal.note(running.change(by: 1))
            await Task.yield()
            _ = running.change(by: -1)
            return job.text
        }
        try await withWorker(broker, registry, options: WorkerOptions(concurrency: 3)) { worker in
            try await eventually("the worker waits") { worker.health().agents["processor"]?.action == "waits for work" }
            for _ in 0..<10 { _ = try await JobQueue(broker: broker).enqueue((0..<20).map { TestJob(text: "\($0)") }) }
            try await eventually("all jobs have ended") { try await broker.stats().succeeded == 200 }
        }
        #expect(journal.entries.count == 200)
        #expect(try #require(journal.entries.max()) <= 3)
        #expect(try await broker.stats().active == 0)
    }

    @Test("A queue's limit is kept, and its next job is taken as soon as one of its slots is free")
    func keepsQueueLimits() async throws {
        let broker = MemoryBroker()
        let running = Counter()
        let journal = Journal<Int>()
        let registry = JobRegistry.testing { job, _ in
            journal.note(running.change(by: 1))
            await Task.yield()
            _ = running.change(by: -1)
            return ""
        }
        let queues = try QueueSelection(parsing: "q=1")
        try await withWorker(broker, registry, options: WorkerOptions(queues: queues, concurrency: 4)) { _ in
            _ = try await JobQueue(broker: broker).enqueue((0..<30).map { _ in TestJob() })
            try await eventually("all jobs have ended") { try await broker.stats().succeeded == 30 }
        }
        #expect(journal.entries.max() == 1)
    }

    @Test("A delayed job is run once it is due, not before")
    func runsDelayedJobs() async throws {
        let broker = MemoryBroker()
        try await withWorker(broker, .testing { job, _ in job.text }) { worker in
            try await eventually("the worker waits") { worker.health().agents["processor"]?.action == "waits for work" }
            let id = try await broker.enqueue(TestJob(), options: .init(delay: .milliseconds(200)))
            let due = try #require(try await broker.record(ofJob: id)?.dueAt)
            let record = try #require(try await broker.record(of: id, once: .succeeded))
            #expect(try #require(record.startedAt) >= due)
        }
    }

    @Test("An idle worker does not ask for work again and again")
    func doesNotPoll() async throws {
        let broker = LossyBroker(MemoryBroker())
        try await withWorker(broker, .testing { job, _ in job.text }) { worker in
            try await eventually("the worker waits") { broker.calls(of: "waitForWork") >= 1 || worker.health().isReady }
            let start = ContinuousClock.now
            let before = broker.calls(of: "reserve")
            let promoted = broker.calls(of: "promote")
            try await eventually("time has passed") { broker.calls(of: "promote") >= promoted + 3 }
            // However slow the machine: one request for each wait of some five seconds, and those at the edges.
            let waits = Int((ContinuousClock.now - start).seconds / 4)
            #expect(broker.calls(of: "reserve") <= before + 2 + waits)
        }
    }

    @Test("Every job runs once although every second answer of the broker is lost")
    func bearsLostAnswers() async throws {
        let memory = MemoryBroker()
        let broker = LossyBroker(memory)
        let journal = Journal<String>()
        let registry = JobRegistry.testing { job, context in
            journal.note(job.text)
            try await context.report(Progress(done: 1, total: 2))
            return job.text
        }
        let ids = try await JobQueue(broker: broker).enqueue((0..<60).map { TestJob(text: "\($0)") })
        try await withWorker(broker, registry) { _ in
            try await eventually("all jobs have ended") { try await memory.stats().succeeded == 60 }
        }
        #expect(journal.entries.count == 60 && Set(journal.entries).count == 60)
        for id in ids { #expect(try await memory.record(ofJob: id)?.deliveries == 1) }
        #expect(broker.calls(of: "settle") > 1 && broker.calls(of: "reserve") > 1)
    }

    @Test("A test worker is stopped at each named point, in order")
    func parks() async throws {
        let broker = MemoryBroker()
        let journal = Journal<String>()
        let id = try await broker.enqueue(TestJob())
        let options = WorkerOptions(
            concurrency: 1,
            parking: { point, delivery in
                let state = try? await broker.record(ofJob: delivery.id)?.state  // nil would show in the journal
                journal.note("\(point.rawValue) \(state?.rawValue ?? "")")
            })
        let registry = JobRegistry.testing { job, _ in
            journal.note("performs")
            return ""
        }
        try await Worker(broker: broker, registry: registry, options: options, logger: .silent).runPending()
        #expect(journal.entries == ["before_perform active", "performs", "performed active", "settled succeeded"])
        #expect(try await broker.record(ofJob: id)?.state == .succeeded)
    }
}
