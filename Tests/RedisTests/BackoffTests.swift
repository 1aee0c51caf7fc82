import Redis
import Testing

@Suite struct BackoffTests {
    @Test func `The bound of a wait doubles with each failure up to its cap`() {
        let backoff = RedisBackoff(base: .milliseconds(50), cap: .seconds(1))
        let bounds = (0..<7).map { backoff.bound(afterFailures: $0) }
        #expect(bounds == [50, 100, 200, 400, 800, 1_000, 1_000].map { .milliseconds($0) })
    }

    @Test func `Many failures do not overflow`() {
        #expect(RedisBackoff().bound(afterFailures: .max) == .seconds(1))
        #expect(RedisBackoff(base: .zero).bound(afterFailures: 1_000) == .zero)
    }
}
