import Jobs

/// Gives back what it was given.
struct Echo: PerformableJob {
    static let name = "echo"
    static let options = JobOptions(queue: "echo", retry: .exponential(maxAttempts: 3, base: .milliseconds(1)))

    var text: String

    func perform(in context: JobContext) async throws -> String { text }
}
