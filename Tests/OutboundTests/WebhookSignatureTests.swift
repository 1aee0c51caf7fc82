import Testing

@testable import Outbound

@Suite("Messages are signed as Standard Webhooks says")
struct WebhookSignatureTests {
    /// The example of the specification's reference libraries.
    @Test("the published example has the published signature")
    func published() {
        let signature = WebhookSignature(secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        let header = signature.header(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, body: Array(#"{"test": 2432232314}"#.utf8))
        #expect(header == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test("id, time, body and secret all count")
    func everythingCounts() {
        let body = Array("{}".utf8)
        let first = WebhookSignature(secret: "one").header(id: "a", timestamp: 1, body: body)
        #expect(first != WebhookSignature(secret: "two").header(id: "a", timestamp: 1, body: body))
        #expect(first != WebhookSignature(secret: "one").header(id: "b", timestamp: 1, body: body))
        #expect(first != WebhookSignature(secret: "one").header(id: "a", timestamp: 2, body: body))
        #expect(first != WebhookSignature(secret: "one").header(id: "a", timestamp: 1, body: body + body))
    }
}
