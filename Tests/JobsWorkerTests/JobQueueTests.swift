import Jobs
import JobsWorker
import Testing

@Suite("A program hands over jobs and workflows, and reads their outputs", .timeLimit(.minutes(2)))
struct JobQueueTests {
    private let broker = MemoryBroker()
    private var queue: JobQueue { JobQueue(broker: broker) }

    private func runPending(_ registry: JobRegistry) async throws {
        try await Worker(broker: broker, registry: registry, logger: .silent).runPending()
    }

    @Test("A job's output is typed; there is none before its end, nor of a job that is not known")
    func readsAnOutput() async throws {
        let id = try await queue.enqueue(TestJob(text: "a"))
        #expect(try await queue.output(of: id, as: TestJob.self) == nil)
        try await runPending(.testing { job, _ in job.text + "!" })
        #expect(try await queue.output(of: id, as: TestJob.self) == "a!")
        #expect(try await queue.output(of: JobID(), as: TestJob.self) == nil)
    }

    @Test("A job that leaves nothing has NoOutput; one of another type is missed or cannot be decoded")
    func readsNoOutput() async throws {
        var registry = JobRegistry.testing { job, _ in job.text }
        registry.register(LimitedJob.self) { _, _ in NoOutput() }
        let none = try await queue.enqueue(LimitedJob())
        let text = try await queue.enqueue(TestJob(text: "a"))
        try await runPending(registry)
        #expect(try await queue.output(of: none, as: LimitedJob.self) == NoOutput())
        await #expect(throws: MissingOutput.self) { try await queue.output(of: none, as: TestJob.self) }
        await #expect(throws: DecodingError.self) { try await queue.output(of: text, as: Sum.self) }
    }

    private struct Sum: Job {
        typealias Output = Int
        static let name = "sum"
    }

    @Test("The output of a job that failed for good, or was cancelled, is its failure")
    func throwsTheFailure() async throws {
        let failure = JobFailure(code: "no", message: "It cannot be done")
        let failed = try await queue.enqueue(TestJob())
        try await runPending(.testing { _, _ in throw PermanentFailure(failure) })
        await #expect(throws: failure) { try await queue.output(of: failed, as: TestJob.self) }

        let cancelled = try await queue.enqueue(TestJob())
        try await queue.cancel(cancelled, reason: "Not needed")
        await #expect(throws: JobFailure(code: "cancelled", message: "Not needed")) {
            try await queue.output(of: cancelled, as: TestJob.self)
        }
    }

    @Test("Whoever waits for a job or a workflow is answered by its end")
    func waitsForTheEnd() async throws {
        var workflow = queue.newWorkflow("w")
        try workflow.add(TestJob(text: "in"), as: "a")
        try await queue.enqueue(workflow)
        let inside = workflow.id
        let alone = try await queue.enqueue(TestJob(text: "alone"))
        #expect(try await queue.end(ofWorkflow: inside, within: .zero)?.state == .running)

        async let output = queue.output(of: alone, as: TestJob.self, within: .seconds(60))
        async let record = queue.end(ofWorkflow: inside, within: .seconds(60))
        try await runPending(.testing { job, _ in job.text })
        #expect(try await output == "alone")
        #expect(try await record?.state == .succeeded)
        #expect(try await queue.output(of: TestJob.self, from: "a", in: inside) == "in")
        await #expect(throws: MissingOutput.self) {
            try await queue.output(of: TestJob.self, from: "b", in: inside)
        }
        #expect(try await queue.end(ofWorkflow: WorkflowID(), within: .seconds(60)) == nil)
    }

    @Test("A join reads the outputs it waited for, in its own order, and the job at the end finds the workflow")
    func joins() async throws {
        var workflow = queue.newWorkflow("w", tenant: "acme")
        let parts = try ["b", "a"].map { try workflow.add(TestJob(text: $0), as: "part-\($0)", group: "parts") }
        try workflow.add(TestJob(text: "join"), as: "join", after: parts)
        let last = try workflow.finish(with: TestJob(text: "last"))
        try await queue.enqueue(workflow)
        let id = workflow.id
        let record = try #require(try await queue.record(ofWorkflow: id))
        #expect(record.groups.map(\.name) == ["parts", "test.job"] && record.groups.map(\.total) == [2, 1])

        let queue = queue
        try await runPending(
            .testing { job, context in
                switch job.text {
                case "join": try await context.outputs(of: TestJob.self, from: parts).joined()
                case "last": "\(try await queue.record(ofWorkflow: id)?.state.rawValue ?? "") of \(context.tenant)"
                default: job.text
                }
            })
        #expect(try await queue.output(of: TestJob.self, from: "join", in: id) == "ba")
        #expect(try await queue.output(of: last, as: TestJob.self) == "succeeded of acme")
    }

    @Test("A join that asks for what is not there fails at once, and says what it missed")
    func missesAnOutput() async throws {
        var workflow = queue.newWorkflow("w")
        try workflow.add(TestJob(), as: "a")
        try await queue.enqueue(workflow)
        try await runPending(.testing { _, context in try await context.outputs(of: TestJob.self, from: ["b"])[0] })
        let record = try #require(try await queue.record(ofWorkflow: workflow.id))
        #expect(record.failure?.failure.code == "missing_output" && record.groups[0].attempts == 1)
        #expect(record.failure?.failure.details == ["job": "b"])
    }

    @Test("A cancelled workflow ends with all its jobs")
    func cancelsAWorkflow() async throws {
        var workflow = queue.newWorkflow("w")
        try workflow.add(TestJob(), as: "a")
        try await queue.enqueue(workflow)
        #expect(try await queue.cancel(workflow: workflow.id) == .done)
        #expect(try await queue.record(ofWorkflow: workflow.id)?.state == .cancelled)
        #expect(try await broker.stats().pending == 0)
    }

    @Test("A test puts the clock on, and what was put off until then is run")
    func putsTheClockOn() async throws {
        let id = try await queue.enqueue(TestJob(text: "late"), options: .init(delay: .seconds(3600)))
        let registry = JobRegistry.testing { job, _ in job.text }
        broker.advance(by: .seconds(1800))
        try await runPending(registry)
        #expect(try await queue.record(of: id)?.state == .scheduled)
        broker.advance(by: .seconds(1800))
        try await runPending(registry)
        #expect(try await queue.output(of: id, as: TestJob.self) == "late")
    }
}
