import Crypto
import Foundation
import ObjectStore

extension APIKey {
    /// What every secret begins with, so that scanners for leaked secrets can know one.
    public static let secretPrefix = "glk_"

    /// A new secret of 256 random bits. It is its bearer's alone: only its hash is kept.
    public static func makeSecret() -> String {
        secretPrefix + SymmetricKey(size: .bits256).withUnsafeBytes { $0.hexadecimal }
    }

    /// The key to a secret.
    public init(secret: String, organization: String, role: Role, name: String, createdAt: Date = Date()) {
        let digest = Self.hash(ofSecret: secret)
        self.init(
            id: "key_" + digest.prefix(12), organization: organization, role: role, hash: digest, name: name,
            createdAt: createdAt)
    }

    /// SHA-256 of a secret, lower-case hexadecimal, by which a key is found.
    public static func hash(ofSecret secret: String) -> String {
        SHA256.hash(data: Data(secret.utf8)).hexadecimal
    }

    /// The first parts of the object keys that are Galley's own.
    private static let reservedNames: Set<String> = [
        "artifacts", "drafts", "readings", "staging", "system", "temporary",
    ]

    /// Whether a text may name an organization: it becomes the first part of object keys.
    public static func isOrganization(_ text: String) -> Bool {
        guard !reservedNames.contains(text.lowercased()) else { return false }
        guard (1...64).contains(text.utf8.count), let first = text.utf8.first, isAlphanumeric(first) else {
            return false
        }
        return text.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: false
        }
    }
}
