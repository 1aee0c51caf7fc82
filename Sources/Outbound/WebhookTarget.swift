import Foundation
import NIOCore
import NIOPosix

/// An address that may be called: its name looked up once, checked, and held fast.
///
/// The connection goes to the very address that was checked; a name that answers differently the next time
/// (DNS rebinding) gains nothing.
struct WebhookTarget: Sendable {
    let url: String
    let host: String
    /// Numeric, as it was checked.
    let pinnedAddress: String

    /// Threads for look-ups alone: a name server that does not answer holds up webhooks and nothing else.
    private static let resolvers: NIOThreadPool = {
        let pool = NIOThreadPool(numberOfThreads: 4)
        pool.start()
        return pool
    }()

    /// Why an address may not be called.
    struct Refusal: Error {
        let reason: String
    }

    /// The name could not be looked up: that may pass.
    struct LookUpFailed: Error {}

    init(url text: String, policy: WebhookPolicy) async throws {
        let (url, host) = try Self.parse(text, policy: policy)
        let port = url.port ?? (url.scheme?.lowercased() == "https" ? 443 : 80)
        let pinned: String
        do {
            pinned = try await Self.resolvers.runIfActive {
                try SocketAddress.makeAddressResolvingHost(host, port: port).ipAddress ?? ""
            }
        } catch is SocketAddressError {
            throw LookUpFailed()
        }
        guard policy.allowsPrivateAddresses || AddressGuard.isPublic(pinned) else {
            throw Refusal(reason: "\(host) is not a public address")
        }
        self.url = text
        self.host = host
        self.pinnedAddress = pinned
    }

    private static func parse(_ text: String, policy: WebhookPolicy) throws -> (URLComponents, host: String) {
        // The host as the HTTP client reads it: an internationalized name in its ASCII form, or the pin would miss it.
        guard let url = URLComponents(string: text), let scheme = url.scheme?.lowercased(),
            let written = URL(string: text)?.host, !written.isEmpty
        else { throw Refusal(reason: "not a URL") }
        // The transport takes sixteen bits and does not ask.
        guard url.port.map((1...65_535).contains) ?? true else { throw Refusal(reason: "the port is out of range") }
        guard scheme == "https" || (scheme == "http" && policy.allowsPlainHTTP) else {
            throw Refusal(reason: "the URL must begin with https://")
        }
        guard url.user == nil, url.password == nil else {
            throw Refusal(reason: "the URL must not hold a user or a password")
        }
        let isBracketed = written.hasPrefix("[") && written.hasSuffix("]")
        return (url, isBracketed ? String(written.dropFirst().dropLast()) : written)
    }
}

/// What a webhook may reach, and how long it may take.
public struct WebhookPolicy: Sendable {
    /// For receivers in the operator's own network, and for tests.
    public var allowsPrivateAddresses: Bool
    public var allowsPlainHTTP: Bool
    /// For the whole exchange; Standard Webhooks recommends 15 to 30 s.
    public var timeout: Duration

    public init(
        allowsPrivateAddresses: Bool = false, allowsPlainHTTP: Bool = false, timeout: Duration = .seconds(15)
    ) {
        self.allowsPrivateAddresses = allowsPrivateAddresses
        self.allowsPlainHTTP = allowsPlainHTTP
        self.timeout = timeout
    }
}
