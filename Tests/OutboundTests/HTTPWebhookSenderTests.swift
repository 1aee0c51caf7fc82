import Documents
import Foundation
import NIOCore
import NIOHTTP1
import Testing

@testable import Outbound

@Suite("A webhook is sent once, to an allowed address, and its answer becomes a decision")
struct HTTPWebhookSenderTests {
    private func message(to url: String) -> WebhookMessage {
        WebhookMessage(
            id: "msg_1", url: url, secret: "s3cret", body: Array(#"{"status":"Complete"}"#.utf8),
            timestamp: Date(timeIntervalSince1970: 1_700_000_000))
    }

    private func sender(timeout: Duration = .seconds(15)) -> HTTPWebhookSender {
        HTTPWebhookSender(
            policy: .init(allowsPrivateAddresses: true, allowsPlainHTTP: true, timeout: timeout),
            userAgent: "Galley/test")
    }

    @Test("the receiver gets the body and headers that verify it")
    func delivered() async throws {
        let receiver = Receiver(status: .noContent)
        try await receiver.listen { url in
            #expect(await sender().send(message(to: url)) == .delivered(status: 204))
        }
        let got = try #require(receiver.messages.first)
        #expect(receiver.messages.count == 1)
        #expect(got.head.method == .POST && got.head.uri == "/hook")
        #expect(String(buffer: got.body) == #"{"status":"Complete"}"#)
        #expect(got.head.headers["webhook-id"] == ["msg_1"])
        #expect(got.head.headers["webhook-timestamp"] == ["1700000000"])
        let expected = WebhookSignature(secret: "s3cret")
            .header(id: "msg_1", timestamp: 1_700_000_000, body: Array(#"{"status":"Complete"}"#.utf8))
        #expect(got.head.headers["webhook-signature"] == [expected])
        #expect(got.head.headers["content-type"] == ["application/json"])
    }

    @Test("without a secret nothing is signed")
    func unsigned() async throws {
        let receiver = Receiver(status: .noContent)
        try await receiver.listen { url in
            var message = message(to: url)
            message.secret = ""
            #expect(await sender().send(message) == .delivered(status: 204))
        }
        #expect(receiver.messages.first?.head.headers["webhook-signature"].isEmpty == true)
    }

    @Test("a port that does not exist is refused", arguments: ["https://8.8.8.8:99999/", "https://example.org:0/"])
    func port(_ url: String) async {
        #expect(await HTTPWebhookSender().send(message(to: url)) == .refused(reason: "the port is out of range"))
    }

    @Test(
        "each status has its decision",
        arguments: [
            (HTTPResponseStatus.gone, nil as String?, WebhookAnswer.gone),
            (.internalServerError, nil, .retry(reason: "HTTP 500", after: nil)),
            (.badRequest, nil, .retry(reason: "HTTP 400", after: nil)),
            (.serviceUnavailable, "120", .retry(reason: "HTTP 503", after: .seconds(120))),
            (.tooManyRequests, "99999999", .retry(reason: "HTTP 429", after: .seconds(86_400))),
        ])
    func statuses(_ status: HTTPResponseStatus, _ retryAfter: String?, _ answer: WebhookAnswer) async throws {
        let headers: HTTPHeaders = retryAfter.map { ["retry-after": $0] } ?? [:]
        try await Receiver(status: status, headers: headers).listen { url in
            #expect(await sender().send(message(to: url)) == answer)
        }
    }

    @Test("a redirect is not followed")
    func redirect() async throws {
        let target = Receiver(status: .ok)
        try await target.listen { targetURL in
            try await Receiver(status: .temporaryRedirect, headers: ["location": targetURL]).listen { url in
                #expect(await sender().send(message(to: url)) == .retry(reason: "HTTP 307", after: nil))
            }
        }
        #expect(target.messages.isEmpty)
    }

    @Test("a receiver that does not answer costs the time-out and no more")
    func silent() async throws {
        try await Receiver(status: nil).listen { url in
            let answer = await sender(timeout: .milliseconds(200)).send(message(to: url))
            #expect(answer == .retry(reason: "no answer in time", after: nil))
        }
    }

    @Test("nobody listening is worth another try")
    func nobody() async throws {
        var closed = ""
        try await Receiver(status: .ok).listen { closed = $0 }
        #expect(await sender().send(message(to: closed)) == .retry(reason: "the host could not be reached", after: nil))
    }

    @Test(
        "addresses inside the network are refused after looking them up, however they are written",
        arguments: [
            "https://127.0.0.1/", "https://localhost/", "https://[::1]/", "https://[::ffff:10.0.0.1]/",
            "https://2130706433/", "https://0x7f.1/", "https://127.1/", "https://169.254.169.254/latest/meta-data",
        ])
    func inside(_ url: String) async {
        let answer = await HTTPWebhookSender().send(message(to: url))
        guard case .refused(let reason) = answer else {
            Issue.record("\(url) was not refused: \(answer)")
            return
        }
        #expect(reason.hasSuffix("is not a public address"))
    }

    @Test(
        "addresses of another form are refused",
        arguments: ["", "example", "http://example.com/", "ftp://example.com/", "https://", "https://u:p@example.com/"])
    func malformed(_ url: String) async {
        guard case .refused = await HTTPWebhookSender().send(message(to: url)) else {
            Issue.record("\(url) was not refused")
            return
        }
    }

    @Test("a private receiver is reached by its name only when that is allowed")
    func byName() async throws {
        let receiver = Receiver(status: .ok)
        try await receiver.listen { url in
            let named = url.replacing("127.0.0.1", with: "localhost")
            let strict = HTTPWebhookSender(policy: .init(allowsPlainHTTP: true))
            #expect(await strict.send(message(to: named)) == .refused(reason: "localhost is not a public address"))
            #expect(receiver.messages.isEmpty)
            #expect(await sender().send(message(to: named)) == .delivered(status: 200))
        }
    }
}
