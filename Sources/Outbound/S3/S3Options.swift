import Foundation

/// Which bucket, where, and how it is spoken to.
public struct S3Options: Sendable, Equatable {
    /// How a request names the bucket.
    public enum Addressing: String, Sendable, CaseIterable {
        /// `https://host/bucket/key`
        case path
        /// `https://bucket.host/key`
        case virtual
    }

    public var bucket: String
    /// What every key in the bucket begins with, without a slash at its end; may be empty.
    public var prefix: String
    /// Nil is that of `AWS_REGION` or `AWS_DEFAULT_REGION`, or `us-east-1` where there is an endpoint.
    public var region: String?
    /// `http://` or `https://`, a host and a port; nil is that of AWS for the region.
    public var endpoint: String?
    /// Nil is `virtual` at AWS, unless the bucket's name holds a dot, which no certificate covers, and `path` elsewhere.
    public var addressing: Addressing?
    /// Asked in this order.
    public var credentialSources: [S3CredentialSource] = [.environment, .file]
    /// After so long without a byte in either direction an exchange has failed.
    public var idleTimeout: Duration = .seconds(60)
    public var backoff = S3Backoff()

    /// The most bytes a prefix may have: with it and a slash, the longest ``ObjectKey`` is one that S3 takes.
    public static let maxPrefixBytes = 100

    public init(
        bucket: String, prefix: String = "", region: String? = nil, endpoint: String? = nil,
        addressing: Addressing? = nil
    ) {
        self.bucket = bucket
        self.prefix = prefix
        self.region = region
        self.endpoint = endpoint
        self.addressing = addressing
    }
}

extension S3Options: CustomStringConvertible {
    /// Where the objects are, as it was given; it never held a secret.
    public var description: String {
        let place = "s3://\(bucket)" + (prefix.isEmpty ? "" : "/\(prefix)")
        return endpoint.map { "\(place) at \($0)" } ?? place
    }
}
