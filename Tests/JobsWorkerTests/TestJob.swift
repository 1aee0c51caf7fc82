import Jobs
import JobsWorker

/// A job whose handler each test writes itself.
struct TestJob: Job {
    typealias Output = String

    static let name = "test.job"
    static let options = JobOptions(
        queue: "q", retry: .exponential(maxAttempts: 3, base: .milliseconds(1), cap: .milliseconds(1)))

    var text = ""
}

/// The same with a time limit.
struct LimitedJob: Job {
    static let name = "limited.job"
    static let options = JobOptions(queue: "q", retry: .never, timeout: .milliseconds(50))
}

extension JobRegistry {
    /// Knows the test's job only.
    static func testing(
        _ perform: @escaping @Sendable (TestJob, JobContext) async throws -> String
    ) -> JobRegistry {
        var registry = JobRegistry()
        registry.register(TestJob.self, perform: perform)
        return registry
    }
}
