import HTTPTypes
import Hummingbird
import ObjectStore

/// Sends an object as a file: streamed, in whole or in part, with its digest as its strong tag.
struct FileAnswer: Sendable {
    let store: any ObjectStore

    /// What a client is told of a file beside its bytes.
    struct Label {
        var name: String
        var mediaType: String
        var extra: HTTPFields = [:]
    }

    func response(_ info: ObjectInfo, _ label: Label, to request: Request) async throws -> Response {
        let tag = "\"\(info.sha256)\""
        var headers = label.extra
        headers[.eTag] = tag
        headers[.acceptRanges] = "bytes"
        headers[.cacheControl] = "private, no-cache"
        if EntityTags(request.headers[values: .ifNoneMatch]).contains(tag) {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = label.mediaType
        headers[.contentDisposition] = ContentDisposition.attachment(label.name)
        // What was uploaded is never run by a browser.
        headers[.xContentTypeOptions] = "nosniff"
        switch range(request, tag: tag, size: info.size) {
        case .whole: return try await part(info, 0..<info.size, .ok, headers)
        case .part(let range):
            headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(info.size)"
            return try await part(info, range, .partialContent, headers)
        case .unsatisfiable:
            throw Problem(
                status: .rangeNotSatisfiable, code: "range", detail: "The file has \(info.size) bytes.",
                headers: [.contentRange: "bytes */\(info.size)"])
        }
    }

    /// A range of an older version is answered by the whole of this one.
    private func range(_ request: Request, tag: String, size: Int) -> ByteRange {
        if let known = request.headers[.ifRange], known != tag { return .whole }
        return ByteRange(request.headers[.range], size: size)
    }

    private func part(
        _ info: ObjectInfo, _ range: Range<Int>, _ status: HTTPResponse.Status, _ headers: HTTPFields
    ) async throws -> Response {
        let object = try await store.get(info.key, range: range)
        // Replaced between the two looks: the client would get a tag that is not that of the bytes.
        guard object.info.sha256 == info.sha256 else {
            throw Problem.conflict("changed", "The file was replaced while it was opened; try again.")
        }
        return Response(
            status: status, headers: headers,
            body: ResponseBody(contentLength: range.count) { writer in
                try await writer.write(object.body)
                try await writer.finish(nil)
            })
    }
}
