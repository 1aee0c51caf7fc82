import Benchmarking
import Documents
import Jobs
import JobsWorker
import Synchronization

/// A document's stage that only waits, under the name and in the queue of the real one.
private struct Waiting<Stage: Job>: Job {
    static var name: String { Stage.name }
    static var options: JobOptions { Stage.options }
}

/// The stages as handlers that wait, and what they have done.
final class WaitingStages: Sendable {
    private struct State: Sendable {
        var documents = 0
        var stages = 0
        var first: Int64 = .max
        var last: Int64 = 0
    }

    /// When each document ended, by the host's clock in nanoseconds.
    let endings: AsyncStream<Int64>
    private let ended: AsyncStream<Int64>.Continuation
    private let wait: Duration
    private let state = Mutex(State())

    init(wait: Duration) {
        self.wait = wait
        (endings, ended) = AsyncStream.makeStream()
    }

    var registry: JobRegistry {
        var registry = JobRegistry()
        add(ExtractSource.self, to: &registry)
        add(ClassifyContent.self, to: &registry)
        add(ApplyRules.self, to: &registry)
        add(GenerateDraft.self, to: &registry)
        add(FinalizeDocument.self, to: &registry)
        registry.register(Waiting<RecordEnding>.self) { _, _ in
            self.state.withLock { $0.documents += 1 }
            self.ended.yield(nowNanoseconds())
            return NoOutput()
        }
        return registry
    }

    private func add<Stage: Job>(_ stage: Stage.Type, to registry: inout JobRegistry) {
        registry.register(Waiting<Stage>.self) { _, _ in
            let begin = nowNanoseconds()
            if self.wait > .zero { try await Task.sleep(for: self.wait) }
            self.state.withLock { state in
                state.stages += 1
                state.first = min(state.first, begin)
                state.last = nowNanoseconds()
            }
            return NoOutput()
        }
    }

    var figures: [String: Double] {
        state.withLock {
            [
                "documents": Double($0.documents), "stages": Double($0.stages), "first_ns": Double($0.first),
                "last_ns": Double($0.last),
            ]
        }
    }
}
