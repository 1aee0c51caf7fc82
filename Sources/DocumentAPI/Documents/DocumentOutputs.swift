import Documents
import Jobs
import ObjectStore

/// Removes the files of a deleted document.
///
/// Files lie under their digest, so two documents of an organization may share one: it stays as long as any other
/// document names it.
struct DocumentOutputs: Sendable {
    let services: APIServices

    /// To be called when the document's record is gone.
    func remove(_ product: FinishedDocument, organization: String) async throws {
        var keys = Set(Self.keys(of: product))
        var query = DocumentQuery(organization: organization, limit: 100)
        repeat {
            let page = try await services.records.documents(query)
            for other in page.documents { keys.subtract(other.ending?.product.map(Self.keys) ?? []) }
            query.cursor = page.cursor
        } while query.cursor != nil && !keys.isEmpty
        for key in keys.compactMap(ObjectKey.init) { try await services.store.delete(key) }
    }

    private static func keys(of product: FinishedDocument) -> [String] {
        product.outputs.map(\.key) + [product.manifestKey]
    }
}
