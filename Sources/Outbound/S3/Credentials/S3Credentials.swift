import Foundation

/// Who asks, and the secret that proves it. Shows nothing of itself in a log, an error or a debugger's dump.
struct S3Credentials: Sendable {
    var accessKey: String
    var secretKey: String
    /// With credentials that end.
    var sessionToken: String?
    /// Nil when they do not end.
    var expiresAt: Date?
}

extension S3Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "S3Credentials(hidden)" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: [:]) }
}
