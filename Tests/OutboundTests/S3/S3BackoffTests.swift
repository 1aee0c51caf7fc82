import NIOHTTP1
import Synchronization
import Testing

@testable import Outbound

@Suite("What may pass is tried again, what will not is not")
struct S3BackoffTests {
    private let backoff = S3Backoff(maxTries: 4, base: .microseconds(1), longest: .microseconds(4))

    private func tries(_ failure: S3Failure, _ backoff: S3Backoff) async -> Int {
        var count = 0
        await #expect(throws: S3Failure.self) {
            try await backoff.retrying {
                count += 1
                throw failure
            }
        }
        return count
    }

    @Test("waits are bounded by doubling, up to the longest")
    func bounds() {
        let backoff = S3Backoff()
        #expect((1...4).map(backoff.bound) == [100, 200, 400, 800].map { .milliseconds($0) })
        #expect(backoff.bound(after: 7) == .seconds(5))
        #expect(backoff.bound(after: .max) == .seconds(5))
    }

    @Test("what the server asks for is waited before the own wait, as far as it is bounded")
    func asked() {
        let backoff = S3Backoff()
        #expect(backoff.wait(after: 1, asked: nil, chance: 0.5) == .milliseconds(50))
        #expect(backoff.wait(after: 1, asked: .seconds(3), chance: 0) == .seconds(3))
        #expect(backoff.wait(after: 2, asked: .seconds(3), chance: 1) == .milliseconds(3_200))
        #expect(backoff.wait(after: 1, asked: .seconds(86_400), chance: 0) == .seconds(20))
        #expect(backoff.wait(after: 1, asked: .seconds(-5), chance: 0) == .zero)
    }

    @Test("Retry-After is read as seconds or as a date, and as nothing else")
    func retryAfter() throws {
        let now = try #require(HTTPDate.date("Wed, 21 Oct 2015 07:28:00 GMT"))
        func read(_ text: String) -> Duration? { HTTPDate.retryAfter(text, now: now) }
        #expect(read("120") == .seconds(120))
        #expect(read("Wed, 21 Oct 2015 07:28:07 GMT") == .seconds(7))
        #expect(read("Wed, 21 Oct 2015 07:27:00 GMT") == .zero)
        #expect(read("-1") == nil)
        #expect(read("soon") == nil)
        #expect(HTTPDate.retryAfter(nil, now: now) == nil)
    }

    @Test(
        "a server that is busy, broken or away is asked again",
        arguments: [
            S3Failure.refused(status: 500, code: nil), .refused(status: 503, code: "SlowDown"),
            .refused(status: 429, code: nil), .refused(status: 400, code: "RequestTimeout"),
            .refused(status: 200, code: "InternalError"), .unreachable("cut"), .metadataAway("away"),
            .busy(status: 503, code: nil, retryAfter: .zero),
        ])
    func passing(_ failure: S3Failure) async {
        #expect(await tries(failure, backoff) == 4)
    }

    @Test(
        "a refusal is final",
        arguments: [
            S3Failure.refused(status: 403, code: "AccessDenied"), .refused(status: 404, code: "NoSuchKey"),
            .refused(status: 412, code: nil), .refused(status: 501, code: "NotImplemented"), .malformed("no XML"),
            .noCredentials("none"),
        ])
    func final(_ failure: S3Failure) async {
        #expect(await tries(failure, backoff) == 1)
    }

    @Test("patience ends the tries before their number does")
    func patience() async {
        var backoff = backoff
        backoff.patience = .zero
        #expect(await tries(.unreachable("cut"), backoff) == 1)
        backoff.patience = .seconds(5)
        #expect(await tries(.busy(status: 503, code: nil, retryAfter: .seconds(10)), backoff) == 1)
    }
}
