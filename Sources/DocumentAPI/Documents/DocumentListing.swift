import Documents
import Jobs

/// Lists documents with their status, newest first.
struct DocumentListing: Sendable {
    let services: APIServices

    /// A page that a filter by status leaves nearly empty is filled from at most so many pages of records.
    private static let mostReads = 10

    func page(_ query: DocumentQuery, status: WireStatus?) async throws -> Page {
        var query = query
        var items: [DocumentListItem] = []
        for _ in 0..<Self.mostReads {
            let wanted = query.limit - items.count
            var next = query
            next.limit = wanted
            let page = try await services.records.documents(next)
            let found = try await complete(page.documents)
            items += found.map(DocumentListItem.init).filter { status == nil || $0.status == status }
            query.cursor = page.cursor
            if page.cursor == nil || items.count >= query.limit { break }
        }
        return Page(documents: items, nextCursor: query.cursor)
    }

    struct Page: Encodable {
        var documents: [DocumentListItem]
        @OrNull var nextCursor: String?
    }

    /// Asks the queue only for those that have no ending written down.
    private func complete(_ records: [DocumentRecord]) async throws -> [FoundDocument] {
        let finder = DocumentFinder(services: services)
        return try await withThrowingTaskGroup(of: (Int, FoundDocument).self) { group in
            for (index, record) in records.enumerated() {
                group.addTask {
                    guard record.ending == nil else {
                        return (index, FoundDocument(record: record, ending: record.ending))
                    }
                    return (index, try await finder.complete(record))
                }
            }
            var found = [Int: FoundDocument](minimumCapacity: records.count)
            for try await (index, document) in group { found[index] = document }
            return records.indices.compactMap { found[$0] }
        }
    }
}
