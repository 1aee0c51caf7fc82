import Testing

@testable import Rendering

@Suite struct TurnstileTests {
    private actor Gauge {
        private var running = 0
        private(set) var most = 0

        func enter() {
            running += 1
            most = max(most, running)
        }

        func leave() { running -= 1 }
    }

    @Test func `No more run at a time than there are slots`() async throws {
        let slots = Turnstile(2)
        let gauge = Gauge()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    try await slots.run {
                        await gauge.enter()
                        for _ in 0..<10 { await Task.yield() }
                        await gauge.leave()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(await gauge.most == 2)
    }

    @Test func `A cancelled task leaves the line and the slot stays usable`() async throws {
        let slots = Turnstile(1)
        let (gate, opener) = AsyncStream.makeStream(of: Void.self)
        let (started, starter) = AsyncStream.makeStream(of: Void.self)
        let first = Task {
            try await slots.run {
                starter.finish()
                for await _ in gate {}
            }
        }
        for await _ in started {}
        let second = Task { try await slots.run {} }
        second.cancel()
        await #expect(throws: CancellationError.self) { try await second.value }
        opener.finish()
        try await first.value
        #expect(try await slots.run { 7 } == 7)
    }

    @Test func `A failure gives the slot back`() async throws {
        let slots = Turnstile(1)
        await #expect(throws: RenderingFailure.check("x")) {
            try await slots.run { throw RenderingFailure.check("x") }
        }
        #expect(try await slots.run { 7 } == 7)
    }
}
