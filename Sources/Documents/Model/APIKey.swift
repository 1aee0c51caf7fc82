import Foundation

/// A key that lets a program act for an organization. The secret itself is never stored.
public struct APIKey: Sendable, Codable, Equatable {
    /// Public, shown in logs and lists.
    public var id: String
    public var organization: String
    public var role: Role
    /// SHA-256 of the secret, lower-case hexadecimal. The secret has 256 random bits, so it needs no salt.
    public var hash: String
    public var name: String
    public var createdAt: Date

    public init(id: String, organization: String, role: Role, hash: String, name: String, createdAt: Date) {
        self.id = id
        self.organization = organization
        self.role = role
        self.hash = hash
        self.name = name
        self.createdAt = createdAt
    }

    /// What its holder may do; each includes the one before.
    public enum Role: String, Sendable, Codable, CaseIterable {
        case reader, writer, admin
    }
}
