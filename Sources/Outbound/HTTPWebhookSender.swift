import AsyncHTTPClient
import Documents
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// Sends webhooks over HTTPS, to public addresses only, and follows no redirects.
public struct HTTPWebhookSender: WebhookSender {
    private let policy: WebhookPolicy
    private let eventLoopGroup: any EventLoopGroup
    private let userAgent: String

    /// - Parameter userAgent: how the sender names itself, such as `Galley/1.0`.
    public init(
        policy: WebhookPolicy = .init(), userAgent: String = "Galley",
        eventLoopGroup: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
    ) {
        self.policy = policy
        self.userAgent = userAgent
        self.eventLoopGroup = eventLoopGroup
    }

    public func send(_ message: WebhookMessage) async -> WebhookAnswer {
        do {
            return try await answer(to: message, at: WebhookTarget(url: message.url, policy: policy))
        } catch let refusal as WebhookTarget.Refusal {
            return .refused(reason: refusal.reason)
        } catch is WebhookTarget.LookUpFailed {
            return .retry(reason: "the host's name could not be looked up", after: nil)
        } catch {
            return .retry(reason: Self.words(for: error), after: nil)
        }
    }

    private func answer(to message: WebhookMessage, at target: WebhookTarget) async throws -> WebhookAnswer {
        // One client per message: the pinned address is a client's setting, and must not outlive the message.
        let client = HTTPClient(
            eventLoopGroupProvider: .shared(eventLoopGroup), configuration: configuration(for: target))
        do {
            let response = try await client.execute(request(for: message), timeout: TimeAmount(policy.timeout))
            let answer = Self.answer(response.status.code, retryAfter: response.headers.first(name: "retry-after"))
            // The body is not read: dropping the response closes the connection.
            try await client.shutdown()
            return answer
        } catch {
            try? await client.shutdown()  // The first error is the one to tell.
            throw error
        }
    }

    private func configuration(for target: WebhookTarget) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: TimeAmount(policy.timeout), read: TimeAmount(policy.timeout)))
        configuration.dnsOverride = [target.host: target.pinnedAddress]
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }

    private func request(for message: WebhookMessage) -> HTTPClientRequest {
        let seconds = Int(message.timestamp.timeIntervalSince1970)
        var request = HTTPClientRequest(url: message.url)
        request.method = .POST
        request.headers = [
            "content-type": "application/json",
            "user-agent": userAgent,
            "webhook-id": message.id,
            "webhook-timestamp": "\(seconds)",
        ]
        // Under no secret anybody could sign; a receiver must not take such a signature for proof.
        if !message.secret.isEmpty {
            let signature = WebhookSignature(secret: message.secret)
            request.headers.add(
                name: "webhook-signature",
                value: signature.header(id: message.id, timestamp: seconds, body: message.body))
        }
        request.body = .bytes(ByteBuffer(bytes: message.body))
        return request
    }

    static func answer(_ status: UInt, retryAfter: String?) -> WebhookAnswer {
        switch status {
        case 200..<300: .delivered(status: Int(status))
        case 410: .gone
        case 429, 502, 503, 504:
            .retry(
                reason: "HTTP \(status)", after: retryAfter.flatMap(Int.init).map { .seconds(min(max(0, $0), 86_400)) })
        default: .retry(reason: "HTTP \(status)", after: nil)
        }
    }

    private static func words(for error: any Error) -> String {
        switch error {
        case let error as HTTPClientError
        where error == .deadlineExceeded || error == .connectTimeout
            || error == .readTimeout:
            "no answer in time"
        case is CancellationError: "the sender was stopped"
        default: "the host could not be reached"
        }
    }
}
