import Crypto
import Foundation

/// The signature of a message by the Standard Webhooks specification, scheme `v1`: HMAC-SHA256 of
/// `id.timestamp.body`, in base64.
struct WebhookSignature {
    private let key: SymmetricKey

    /// - Parameter secret: `whsec_` and base64, as the specification writes it; any other text is the key itself.
    init(secret: String) {
        let prefix = "whsec_"
        if secret.hasPrefix(prefix), let bytes = Data(base64Encoded: String(secret.dropFirst(prefix.count))) {
            self.key = SymmetricKey(data: bytes)
        } else {
            self.key = SymmetricKey(data: Data(secret.utf8))
        }
    }

    /// The value of `webhook-signature`.
    func header(id: String, timestamp: Int, body: [UInt8]) -> String {
        var code = HMAC<SHA256>(key: key)
        code.update(data: Data("\(id).\(timestamp).".utf8))
        code.update(data: body)
        return "v1," + Data(code.finalize()).base64EncodedString()
    }
}
