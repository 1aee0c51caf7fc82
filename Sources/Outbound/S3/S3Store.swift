import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import ObjectStore

/// A store in a bucket of S3, or of a server that speaks as S3 does. Made by ``with(_:environment:_:)``.
///
/// An object lies under its key as what it is, so that other tools can read it and a presigned URL can point at it. What
/// S3 does not know of it, its SHA-256 above all, lies in its metadata (see ``ObjectHeaders``).
///
///     prefix/acme/uploads/protocol.pdf
///     prefix/.staging/0c6f…            larger objects on their way, which no key can name
public struct S3Store: ObjectStore {
    let client: S3Client
    let prefix: String

    /// The largest object: what S3 copies in one step. Beyond it ``ObjectStoreError/tooLarge(limit:)``.
    public static let maxObjectBytes = 5 << 30

    /// Opens a store for as long as `body` runs. Nothing is asked of the server yet.
    ///
    /// - Parameter environment: where credentials and the region are looked for, as the AWS tools name them.
    /// - Throws: ``InvalidS3URL`` when the region is missing.
    public static func with<Result>(
        _ options: S3Options, environment: [String: String], _ body: (S3Store) async throws -> Result
    ) async throws -> Result {
        let address = try S3Address(options, environment: environment)
        let http = HTTPClient(
            eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup.singleton),
            configuration: configuration(idle: TimeAmount(options.idleTimeout)))
        do {
            let result = try await body(S3Store(options, address, http: http, environment: environment))
            try await http.shutdown()
            return result
        } catch {
            try? await http.shutdown()  // The first error is the one to tell.
            throw error
        }
    }

    init(_ options: S3Options, _ address: S3Address, http: HTTPClient, environment: [String: String]) {
        let keeper = CredentialKeeper(
            sources: options.credentialSources, environment: environment,
            metadata: InstanceMetadata(http: http, environment: environment))
        client = S3Client(http: http, address: address, credentials: keeper, backoff: options.backoff)
        prefix = options.prefix.isEmpty ? "" : options.prefix + "/"
    }

    private static func configuration(idle: TimeAmount) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(5), read: idle, write: idle),
            // Each download holds a connection for as long as its reader takes.
            connectionPool: .init(idleTimeout: .seconds(30), concurrentHTTP1ConnectionsPerHostSoftLimit: 1024))
        configuration.httpVersion = .http1Only
        // A server that is away is asked again by our own count.
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }

    // MARK: The contract

    public func put(
        _ key: ObjectKey, body: any AsyncSequence<ByteBuffer, any Error> & Sendable, metadata: [String: String],
        limit: Int
    ) async throws -> ObjectInfo {
        try await translating(key) {
            var upload = S3Upload(store: self, key: key, metadata: metadata)
            return try await upload.run(body, limit: limit)
        }
    }

    public func create(_ key: ObjectKey, bytes: ByteBuffer) async throws {
        try await translating(key) { try await createOnServer(key, bytes) }
    }

    public func get(_ key: ObjectKey, range: Range<Int>?) async throws -> StoredObject {
        try await translating(key) { try await open(key, range) }
    }

    public func head(_ key: ObjectKey) async throws -> ObjectInfo? {
        try await translating(key) {
            do {
                return try await info(key)
            } catch S3Failure.refused(status: 404, _) {
                return nil
            }
        }
    }

    public func delete(_ key: ObjectKey) async throws {
        try await translating(key) { _ = try await client.send(S3Request(.DELETE, path(key))) }
    }

    public func list(prefix: String, after cursor: String?, limit: Int) async throws -> [ObjectInfo] {
        try await translating { try await S3Listing(store: self, prefix: prefix).infos(after: cursor, limit: limit) }
    }

    public func prune(olderThan age: Duration) async throws -> Int {
        try await translating { try await S3Upkeep(store: self).prune(before: Date() - age / .seconds(1)) }
    }

    /// An address at which anybody who has it can read an object, without asking Galley, until it ends.
    ///
    /// - Parameter lifetime: at most seven days, which S3 does not exceed; the credentials may end earlier.
    public func presignedURL(_ key: ObjectKey, lifetime: Duration, at now: Date = Date()) async throws -> String {
        let credentials = try await translating { try await client.credentials.credentials() }
        let subject = SignatureV4.Subject(
            method: "GET", path: client.address.path(path(key)), headers: [("host", client.address.host)],
            payloadHash: SignatureV4.unsignedPayload)
        let query = SignatureV4(credentials: credentials, region: client.address.region).presignedQuery(
            for: subject, at: now, lifetime: min(max(1, Int(lifetime.components.seconds)), 604_800))
        return client.address.url(path: subject.path, query: query)
    }

    // MARK: Names and errors

    /// A key's name in the bucket.
    func path(_ key: ObjectKey) -> String { prefix + key.description }

    /// Turns what the server said into the contract's errors. Errors of a body that is being read pass.
    func translating<Value>(_ key: ObjectKey? = nil, _ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let failure as S3Failure {
            // An answer to HEAD has no code.
            if let key, case .refused(status: 404, let code) = failure, code == nil || code == "NoSuchKey" {
                throw ObjectStoreError.notFound(key)
            }
            throw ObjectStoreError.unavailable(failure.reason)
        }
    }
}
