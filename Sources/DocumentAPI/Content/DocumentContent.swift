import Documents
import HTTPTypes
import Hummingbird
import ObjectStore
import Rendering

/// Opens the outputs and the manifest of a document.
struct DocumentContent: Sendable {
    let store: any ObjectStore

    /// What can be fetched: a format, or the manifest.
    enum Part: Equatable {
        case output(OutputFormat)
        case manifest

        init?(_ word: String) {
            if word == "manifest" {
                self = .manifest
            } else if let format = OutputFormat(rawValue: word) {
                self = .output(format)
            } else {
                return nil
            }
        }

        static let words = OutputFormat.allCases.map(\.rawValue) + ["manifest"]
    }

    /// - Throws: ``Problem``: 409 with the status's address when there is nothing to fetch yet, 404 when the format
    ///   was not asked for.
    func response(_ part: Part?, of document: FoundDocument, to request: Request) async throws -> Response {
        let product = try product(of: document)
        guard let part = part ?? product.outputs.first.map({ .output($0.format) }) else {
            throw Problem.notFound("The document has no outputs.")
        }
        let answer = FileAnswer(store: store)
        switch part {
        case .manifest:
            let name = document.record.request.outputName + ".manifest.json"
            let label = FileAnswer.Label(name: name, mediaType: "application/json")
            return try await answer.response(try await info(product.manifestKey), label, to: request)
        case .output(let format):
            guard let output = product.outputs.first(where: { $0.format == format }) else {
                throw Problem.notFound("The document was not made as \(format.rawValue).")
            }
            let label = FileAnswer.Label(name: output.fileName, mediaType: format.mediaType)
            return try await answer.response(try await info(output.key), label, to: request)
        }
    }

    /// A failed document may have a draft, and then it is served.
    private func product(of document: FoundDocument) throws -> FinishedDocument {
        if let product = document.ending?.product { return product }
        guard document.ending == nil else {
            throw Problem.conflict(
                "no_content", "The document ended without outputs; its status says why.",
                location: document.statusPath)
        }
        throw Problem.conflict(
            "not_finished", "The document is not finished; its status says how far it is.",
            location: document.statusPath)
    }

    private func info(_ text: String) async throws -> ObjectInfo {
        guard let key = ObjectKey(text), let info = try await store.head(key) else {
            throw Problem.notFound("The file is no longer there.")
        }
        return info
    }
}
