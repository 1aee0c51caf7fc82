import Jobs
import Testing

@Suite("A retry policy")
struct RetryPolicyTests {
    private struct Transient: RetryableError {
        var isRetryable = true
        var retryAfter: Duration?
        var failure: JobFailure { JobFailure(code: "transient", message: "later") }
    }

    @Test(
        "Waits at most base, then twice base, then four times, up to its cap",
        arguments: [
            (1, 1), (2, 2), (3, 4), (4, 8), (5, 10), (60, 10),
        ])
    func doublesUpToItsCap(attempt: Int, seconds: Int) {
        let policy = RetryPolicy(maxAttempts: 100, base: .seconds(1), cap: .seconds(10))
        #expect(policy.decide(after: Transient(), attempt: attempt, random: 1) == .retry(after: .seconds(seconds)))
        #expect(policy.decide(after: Transient(), attempt: attempt, random: 0) == .retry(after: .zero))
    }

    @Test("Buries after the last attempt")
    func buriesAfterTheLastAttempt() {
        let policy = RetryPolicy.exponential(maxAttempts: 3)
        #expect(policy.decide(after: Transient(), attempt: 3, random: 0.5) == .bury)
        #expect(policy.decide(after: Transient(), attempt: 2, random: 0.5) != .bury)
        #expect(RetryPolicy.never.decide(after: Transient(), attempt: 1, random: 0.5) == .bury)
    }

    @Test("Buries at once what says that it cannot be retried")
    func buriesWhatIsPermanent() {
        let failure = PermanentFailure(JobFailure(code: "broken", message: "The file is broken"))
        #expect(RetryPolicy.exponential().decide(after: failure, attempt: 1, random: 0.5) == .bury)
    }

    @Test("Waits at least as long as the error asks for")
    func heedsRetryAfter() {
        let policy = RetryPolicy(maxAttempts: 5, base: .seconds(1), cap: .seconds(2))
        let error = Transient(retryAfter: .seconds(30))
        #expect(policy.decide(after: error, attempt: 1, random: 1) == .retry(after: .seconds(30)))
    }

    @Test("Gives every job at least one run")
    func runsAtLeastOnce() {
        #expect(RetryPolicy(maxAttempts: 0, base: .zero, cap: .zero).maxAttempts == 1)
    }
}
