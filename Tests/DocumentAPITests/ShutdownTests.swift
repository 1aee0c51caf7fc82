import Documents
import HummingbirdTesting
import Jobs
import Logging
import ServiceLifecycle
import Testing

@testable import DocumentAPI

@Suite struct ShutdownTests {
    @Test func aLongPollEndsWhenTheServerShutsDown() async throws {
        let api = TestAPI()
        try await api.run { api, client in
            let id = try await client.generate(api)
            let watch = StatusWatch(
                services: APIServices(
                    broker: api.broker, records: api.records, store: api.store,
                    planner: DocumentPlanner(catalogue: try .builtIn()), sniffer: PlainSniffer()),
                options: APIOptions())
            let poll = Poll(watch: watch, id: id)
            let start = ContinuousClock.now
            let group = ServiceGroup(
                services: [poll], logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                for await _ in poll.began { break }
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
            }
            var answers = poll.answers.makeAsyncIterator()
            #expect(await answers.next() == .generating)
            #expect(ContinuousClock.now - start < .seconds(50), "it waited out its time")
        }
    }

    /// A service that does nothing but wait for one document.
    private struct Poll: Service {
        let watch: StatusWatch
        let id: String
        let began: AsyncStream<Void>
        let answers: AsyncStream<WireStatus>
        private let beginning: AsyncStream<Void>.Continuation
        private let answering: AsyncStream<WireStatus>.Continuation

        init(watch: StatusWatch, id: String) {
            self.watch = watch
            self.id = id
            (began, beginning) = AsyncStream.makeStream()
            (answers, answering) = AsyncStream.makeStream()
        }

        func run() async throws {
            beginning.yield()
            answering.yield(try await watch.status(of: id, organization: "acme", wait: .seconds(60)).view.status)
            answering.finish()
            try await gracefulShutdown()
        }
    }
}
