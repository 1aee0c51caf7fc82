import Foundation
import NIOHTTP1
import ObjectStore

/// Removes what killed writers left behind: uploads without an end, and whole objects that did not reach their place.
struct S3Upkeep {
    /// Where larger objects wait; a part of a key never begins with a dot.
    static let staging = ".staging/"

    let store: S3Store

    /// - Returns: how many were removed.
    func prune(before instant: Date) async throws -> Int {
        try await abortUploads(before: instant) + removeStaged(before: instant)
    }

    private func abortUploads(before instant: Date) async throws -> Int {
        var count = 0
        var marker: (key: String, id: String)?
        while true {
            var query = [("uploads", ""), ("prefix", store.prefix + Self.staging)]
            if let marker { query += [("key-marker", marker.key), ("upload-id-marker", marker.id)] }
            let page = try await store.client.ask(S3Request(.GET, nil, query: query), for: "IsTruncated")
            for upload in page.all("Upload") where S3Listing.date(upload["Initiated"]?.text) <= instant {
                guard let key = upload["Key"]?.text, let id = upload["UploadId"]?.text else { continue }
                if try await remove(S3Request(.DELETE, key, query: [("uploadId", id)])) { count += 1 }
            }
            guard page["IsTruncated"]?.text == "true", let key = page["NextKeyMarker"]?.text,
                let id = page["NextUploadIdMarker"]?.text, marker?.key != key || marker?.id != id
            else { return count }
            marker = (key, id)
        }
    }

    private func removeStaged(before instant: Date) async throws -> Int {
        let listing = S3Listing(store: store, prefix: Self.staging)
        var count = 0
        var cursor: String?
        while true {
            let page = try await listing.page(after: cursor)
            for entry in page.entries where entry.modifiedAt <= instant {
                if try await remove(S3Request(.DELETE, entry.path)) { count += 1 }
            }
            guard !page.isLast, let last = page.entries.last else { return count }
            cursor = last.path
        }
    }

    /// Whether this removed it; another process may have been faster.
    private func remove(_ request: S3Request) async throws -> Bool {
        do {
            try await store.client.send(request)
            return true
        } catch S3Failure.refused(status: 404, _) {
            return false
        }
    }
}
