import Foundation

/// Carries one message to one address, once; whether and when to try again is its caller's decision.
public protocol WebhookSender: Sendable {
    /// Never throws: whatever happened is an answer.
    func send(_ message: WebhookMessage) async -> WebhookAnswer
}

/// A message in the form of Standard Webhooks, ready to be signed and sent.
public struct WebhookMessage: Sendable, Equatable {
    /// The same for every try, so that receivers can tell a repetition.
    public var id: String
    public var url: String
    /// Signs it: `whsec_` and base64 of 24 to 64 bytes, or any other text, which is then taken as it is;
    /// empty sends the message unsigned.
    public var secret: String
    /// JSON.
    public var body: [UInt8]
    /// When it is sent; receivers refuse what is too old.
    public var timestamp: Date

    public init(id: String, url: String, secret: String, body: [UInt8], timestamp: Date) {
        self.id = id
        self.url = url
        self.secret = secret
        self.body = body
        self.timestamp = timestamp
    }
}

/// What came of one try to send a message.
public enum WebhookAnswer: Sendable, Equatable {
    /// A 2xx.
    case delivered(status: Int)
    /// Not taken now; another try may help. The receiver may have said when.
    case retry(reason: String, after: Duration?)
    /// 410: the receiver wants no more messages.
    case gone
    /// The address may not be called at all; another try would end the same way.
    case refused(reason: String)
}
