import Foundation
import NIOHTTP1
import ObjectStore

/// Reads which keys a bucket holds, page by page.
struct S3Listing {
    let store: S3Store
    /// Of the keys, without the store's own.
    let prefix: String

    /// As many as one answer can hold.
    private static let pageSize = 1000
    /// How many objects are looked at side by side.
    private static let width = 16

    /// One key as the server lists it.
    struct Entry {
        /// In the bucket.
        var path: String
        var modifiedAt: Date
    }

    struct Page {
        var entries: [Entry]
        var isLast: Bool
    }

    /// The objects in the order of their keys. A listing has no metadata: each object is looked at by itself.
    func infos(after cursor: String?, limit: Int) async throws -> [ObjectInfo] {
        var found: [ObjectInfo] = []
        var cursor = cursor.map { store.prefix + $0 }
        while found.count < limit {
            let page = try await page(after: cursor, count: min(Self.pageSize, limit - found.count))
            // What other programs may have put there under names that are no keys is not ours to show.
            found += try await infos(
                page.entries.compactMap { ObjectKey(String($0.path.dropFirst(store.prefix.count))) })
            guard !page.isLast, let last = page.entries.last else { break }
            cursor = last.path
        }
        return found
    }

    /// One page, in the order of the names in the bucket.
    func page(after cursor: String?, count: Int = pageSize) async throws -> Page {
        var query = [
            // Encoded, since a name may hold what no XML can.
            ("list-type", "2"), ("encoding-type", "url"), ("max-keys", "\(count)"), ("prefix", store.prefix + prefix),
        ]
        if let cursor { query.append(("start-after", cursor)) }
        let answer = try await store.client.ask(S3Request(.GET, nil, query: query), for: "IsTruncated")
        let isEncoded = answer["EncodingType"]?.text == "url"
        let entries = answer.all("Contents").compactMap { item -> Entry? in
            guard let name = item["Key"]?.text, let path = isEncoded ? Self.decoded(name) : name else { return nil }
            return Entry(path: path, modifiedAt: Self.date(item["LastModified"]?.text))
        }
        return Page(entries: entries, isLast: answer["IsTruncated"]?.text != "true")
    }

    /// Undoes `encoding-type=url`, which writes a blank as a plus sign.
    private static func decoded(_ name: String) -> String? {
        name.replacing("+", with: " ").removingPercentEncoding
    }

    /// Those that are still there.
    private func infos(_ keys: [ObjectKey]) async throws -> [ObjectInfo] {
        try await withThrowingTaskGroup(of: (Int, ObjectInfo?).self) { group in
            var infos = [ObjectInfo?](repeating: nil, count: keys.count)
            for (index, key) in keys.enumerated() {
                if index >= Self.width, let (done, info) = try await group.next() { infos[done] = info }
                group.addTask { (index, try await store.head(key)) }
            }
            for try await (done, info) in group { infos[done] = info }
            return infos.compactMap(\.self)
        }
    }

    /// An instant of S3's XML; one that cannot be read is of now, so that nothing is taken for old by mistake.
    static func date(_ text: String?) -> Date {
        let styles = [true, false].map { Date.ISO8601FormatStyle(includingFractionalSeconds: $0) }
        // A style throws for the form that is the other's.
        return styles.lazy.compactMap { try? $0.parse(text ?? "") }.first ?? Date()
    }
}
