import Foundation

/// What a store knows of an object.
public struct ObjectInfo: Sendable, Codable, Equatable {
    public var key: ObjectKey
    /// In bytes.
    public var size: Int
    /// Of its bytes, lower-case hexadecimal.
    public var sha256: String
    /// What its writer put beside it: small, lower-case ASCII names.
    public var metadata: [String: String]
    public var modifiedAt: Date

    public init(key: ObjectKey, size: Int, sha256: String, metadata: [String: String], modifiedAt: Date) {
        self.key = key
        self.size = size
        self.sha256 = sha256
        self.metadata = metadata
        self.modifiedAt = modifiedAt
    }
}

/// Why a store could not do what it was asked.
public enum ObjectStoreError: Error, Sendable, Equatable {
    case notFound(ObjectKey)
    case tooLarge(limit: Int)
    /// Full, away, or refused: another try may help.
    case unavailable(String)
}

extension ObjectStoreError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notFound(let key): "There is no object \(key)."
        case .tooLarge(let limit): "The object is larger than the \(limit) bytes that are taken."
        case .unavailable(let reason): "The object store cannot do it now: \(reason)"
        }
    }
}
