import Foundation

/// Finds credentials when they are needed, and keeps them until shortly before they end.
actor CredentialKeeper {
    private let sources: [S3CredentialSource]
    /// Of the environment. Read once, so that its secrets are held nowhere but here.
    private let variables: S3Credentials?
    private let file: SharedCredentialsFile
    private let metadata: InstanceMetadata
    private var known: (credentials: S3Credentials, goodUntil: Date)?
    private var search: Task<S3Credentials, any Error>?

    /// A file may be rewritten by whoever renews what is in it.
    private static let fileLifetime: TimeInterval = 60
    /// New ones are there five minutes before the old ones end, as EC2 has it.
    private static let margin: TimeInterval = 300

    init(sources: [S3CredentialSource], environment: [String: String], metadata: InstanceMetadata) {
        self.sources = sources
        self.variables = S3Credentials(environment: environment)
        self.file = SharedCredentialsFile(environment: environment)
        self.metadata = metadata
    }

    /// - Throws: ``S3Failure/noCredentials(_:)`` saying where they were looked for.
    func credentials(at now: Date = Date()) async throws -> S3Credentials {
        if let known, now < known.goodUntil { return known.credentials }
        do {
            return try await searchOnce()
        } catch {
            // What is still valid serves until it ends: the service that renews it may be away for a moment.
            if let known, let end = known.credentials.expiresAt, now < end { return known.credentials }
            throw error
        }
    }

    /// Many requests that find nothing at the same time search once.
    private func searchOnce() async throws -> S3Credentials {
        if let search { return try await search.value }
        let search = Task { try await find() }
        self.search = search
        defer { self.search = nil }
        return try await search.value
    }

    private func find() async throws -> S3Credentials {
        for source in sources {
            guard let found = try await find(in: source) else { continue }
            let lifetime = source == .file ? Date(timeIntervalSinceNow: Self.fileLifetime) : .distantFuture
            let end = found.expiresAt.map { $0 - Self.margin } ?? .distantFuture
            known = (found, min(lifetime, end))
            return found
        }
        let places = sources.map(\.rawValue).joined(separator: ", ")
        throw S3Failure.noCredentials("there are no credentials (looked in: \(places))")
    }

    private func find(in source: S3CredentialSource) async throws -> S3Credentials? {
        switch source {
        case .environment: variables
        case .file: try file.credentials()
        case .instance: try await metadata.credentials()
        }
    }
}

extension S3Credentials {
    /// Reads the variables of the AWS tools; nil when they are not set.
    init?(environment: [String: String]) {
        guard let accessKey = environment["AWS_ACCESS_KEY_ID"], !accessKey.isEmpty,
            let secretKey = environment["AWS_SECRET_ACCESS_KEY"], !secretKey.isEmpty
        else { return nil }
        let token = environment["AWS_SESSION_TOKEN"] ?? ""
        self.init(accessKey: accessKey, secretKey: secretKey, sessionToken: token.isEmpty ? nil : token)
    }
}
