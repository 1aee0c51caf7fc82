import Documents
import Foundation
import HTTPTypes
import Hummingbird
import ObjectStore

/// Uploads, and the files of an organization.
struct FileRoutes {
    private let intake: FileIntake

    init(services: APIServices, options: APIOptions) {
        intake = FileIntake(store: services.store, sniffer: services.sniffer, limit: options.fileLimit)
    }

    func add(to group: CallerGroup) {
        group.post("files/upload", use: upload)
        group.get("files/:container", use: list)
        group.put("files/:container/:name", use: put)
        group.get("files/:container/:name", use: fetch)
        group.delete("files/:container/:name", use: delete)
        group.refuseOthers("files/upload", allowing: [.post])
        group.refuseOthers("files/:container", allowing: [.get])
        group.refuseOthers("files/:container/:name", allowing: [.get, .put, .delete])
    }

    @Sendable private func upload(_ request: Request, _ context: CallerContext) async throws -> Response {
        try context.caller.require(.writer)
        guard let boundary = MultipartBoundary.of(request.headers[.contentType]) else {
            throw Problem.unsupportedType("An upload is multipart/form-data with a boundary.")
        }
        try checkLength(request, allowance: 1 << 20)
        var form = UploadForm(intake: intake, organization: context.caller.organization)
        let (place, info) = try await form.read(MultipartReader(request.body, boundary: boundary))
        return try answer(place, info)
    }

    @Sendable private func put(_ request: Request, _ context: CallerContext) async throws -> Response {
        try context.caller.require(.writer)
        let place = try place(context)
        try checkLength(request, allowance: 0)
        let reader = RawBody(request.body)
        return try answer(
            place, try await intake.take({ try await reader.next() }, to: place.key, name: place.name))
    }

    @Sendable private func list(_ request: Request, _ context: CallerContext) async throws -> Response {
        guard let container = context.parameters.get("container"), FilePlace.isContainer(container) else {
            throw Problem.notFound("There is no such container.")
        }
        let prefix = "\(context.caller.organization)/\(container)/"
        var limit = 100
        if let text = request.uri.queryParameters["limit"] {
            guard let given = Int(text), (1...1000).contains(given) else { throw QueryFault.number("limit", 1...1000) }
            limit = given
        }
        let cursor = request.uri.queryParameters["cursor"].map { prefix + $0 }
        let infos = try await intake.store.list(prefix: prefix, after: cursor, limit: limit)
        let next = infos.count == limit ? infos.last?.key.name : nil
        return try JSONAnswer.response(
            Listing(files: infos.map(FileView.init), nextCursor: next), headers: [.cacheControl: "private, no-cache"])
    }

    @Sendable private func fetch(_ request: Request, _ context: CallerContext) async throws -> Response {
        let info = try await find(context)
        let label = FileAnswer.Label(
            name: info.key.name, mediaType: FileMediaType.of(info.metadata[UploadHead.formatName]))
        return try await FileAnswer(store: intake.store).response(info, label, to: request)
    }

    @Sendable private func delete(_ request: Request, _ context: CallerContext) async throws -> Response {
        try context.caller.require(.writer)
        try await intake.store.delete(try await find(context).key)
        return Response(status: .noContent)
    }

    private func find(_ context: CallerContext) async throws -> ObjectInfo {
        let place = try place(context)
        guard let info = try await intake.store.head(place.key) else {
            throw Problem.notFound("There is no file \(place.key).")
        }
        return info
    }

    private func place(_ context: CallerContext) throws -> FilePlace {
        try FilePlace(
            container: context.parameters.get("container")?.removingPercentEncoding,
            name: context.parameters.get("name")?.removingPercentEncoding,
            organization: context.caller.organization)
    }

    /// Refuses at once what says itself that it is too large.
    ///
    /// - Parameter allowance: what a form may need around its file, in bytes.
    private func checkLength(_ request: Request, allowance: Int) throws {
        let length = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        guard length <= intake.limit + allowance else {
            throw Problem.tooLarge("The file is larger than the \(intake.limit) bytes that are taken.")
        }
    }

    private func answer(_ place: FilePlace, _ info: ObjectInfo) throws -> Response {
        try JSONAnswer.response(
            Stored(
                message: "The file was uploaded", filePath: info.key.description, fileName: place.name,
                size: info.size, sha256: info.sha256, format: info.metadata[UploadHead.formatName]))
    }

    private struct Stored: Encodable {
        var message: String
        var filePath: String
        var fileName: String
        var size: Int
        var sha256: String
        @OrNull var format: String?
    }

    private struct Listing: Encodable {
        var files: [FileView]
        @OrNull var nextCursor: String?
    }
}
