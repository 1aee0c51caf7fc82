import Documents
import Foundation
import NIOCore
import ObjectStore

/// Reads the sections with their citations out of a document's manifest.
enum ManifestSections {
    /// The largest manifest that is read into memory, in bytes.
    private static let limit = 32 << 20

    /// An empty list while there is no manifest.
    static func read(_ product: FinishedDocument?, from store: any ObjectStore) async throws -> JSONValue {
        guard let product, let key = ObjectKey(product.manifestKey) else { return .array([]) }
        let bytes: [UInt8]
        do {
            bytes = Array(buffer: try await store.bytes(key, limit: limit))
        } catch ObjectStoreError.notFound {
            return .array([])
        }
        let manifest = try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
        return manifest["content"]?["sections"] ?? .array([])
    }
}
