import Foundation
import ObjectStore
import Outbound

extension StoreLocation: CustomStringConvertible {
    /// Opens the store for as long as `body` runs, and makes its directory where it is missing.
    ///
    /// - Parameter patience: how long a request that fails is sent to a bucket again; nil is as long as usual.
    /// - Throws: ``StartFailure`` or ``InvalidS3URL`` when it cannot be opened.
    func with<Result>(
        patience: Duration? = nil, _ body: (any ObjectStore) async throws -> Result
    ) async throws -> Result {
        switch self {
        case .directory(let path):
            let store: DirectoryStore
            do {
                store = try DirectoryStore(root: path)
            } catch {
                throw StartFailure("\(error)")
            }
            return try await body(store)
        case .bucket(var options):
            options.backoff.patience = patience ?? options.backoff.patience
            // The variables of the AWS tools, which name what they name there.
            return try await S3Store.with(options, environment: ProcessInfo.processInfo.environment) {
                try await body($0)
            }
        }
    }

    /// Whether there is something to open, or opening makes nothing.
    var exists: Bool {
        switch self {
        case .directory(let path): FileManager.default.fileExists(atPath: path)
        case .bucket: true
        }
    }

    /// What stands before the keys of a bucket, for sources named `s3://…`; nil for a directory.
    var bucketPath: String? {
        guard case .bucket(let options) = self else { return nil }
        return options.prefix.isEmpty ? options.bucket : "\(options.bucket)/\(options.prefix)"
    }

    public var description: String {
        switch self {
        case .directory(let path): path
        case .bucket(let options): "\(options)"
        }
    }
}
