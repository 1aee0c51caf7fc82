import Documents
import Foundation
import Jobs
import Rendering

/// The body of `POST /api/v1/documents/generate`, read and checked by itself: nothing has been looked up yet.
struct GenerateBody {
    var documentType = ""
    var filePaths: [String] = []
    var templateID: String?
    var documentSetKey: String?
    var documentSetName: String?
    var outputName: String?
    var selectedSectionIDs: [String] = []
    /// The template as JSON.
    var inlineTemplate: String?
    /// As the client wrote it.
    var referenceDocument: String?
    var instructions: String?
    var styleGuideID: String?
    var formats: [OutputFormat] = [.docx]
    var webhook: DocumentRequest.Webhook?
    var priority = Priority.normal
    var citations = Manuscript.CitationStyle.comments
    /// In seconds.
    var deadline = 3600
    var metadata: [String: String] = [:]
    var warnings: [String] = []

    /// The most bytes of `metadata`.
    static let metadataLimit = 4096
    /// A document's deadline in seconds, at most a week: the queue keeps a record that long.
    static let deadlines = 1...604_800

    /// - Throws: ``Problem`` 422 with every fault.
    init(_ fields: [String: JSONValue], isStrict: Bool, sourceLimit: Int) throws {
        var reader = BodyReader(fields)
        readWhat(&reader, sourceLimit: sourceLimit)
        readHow(&reader)
        webhook = Self.webhook(&reader)
        let unknown = reader.unknown
        if isStrict {
            for name in unknown { reader.fault(BodyReader.pointer(name), "is not a field of this request") }
        } else {
            warnings += unknown.map { "The field \($0) is not known and was ignored" }
        }
        guard reader.faults.isEmpty else { throw Problem.invalid(reader.faults) }
    }

    private mutating func readWhat(_ reader: inout BodyReader, sourceLimit: Int) {
        documentType = reader.text("document_type", limit: 100, isRequired: true) ?? ""
        filePaths = reader.texts("file_paths", count: 1...sourceLimit, isRequired: true) ?? []
        templateID = reader.text("template_id", "generic_mrt_id")
        documentSetKey = reader.text("document_set_key", "connector_data_id")
        documentSetName = reader.text("document_set_name", "workspace_name")
        outputName = Self.outputName(&reader)
        selectedSectionIDs = reader.texts("selected_section_ids", count: 0...2000) ?? []
        inlineTemplate = Self.inlineTemplate(&reader)
        referenceDocument = reader.text("reference_document", limit: 1024)
    }

    private mutating func readHow(_ reader: inout BodyReader) {
        instructions = reader.prose("document_instructions", limit: 20_000)
        if instructions != nil {
            warnings.append(
                "document_instructions are given to a drafting model; text taken from the sources is not changed by them"
            )
        }
        styleGuideID = reader.text("style_guide_id")
        if styleGuideID != nil {
            warnings.append(
                "style_guide_id is kept with the document and changes nothing in it; see reference_document")
        }
        formats = reader.choices("formats", OutputFormat.self) ?? formats
        priority = reader.choice("priority", Priority.self) ?? priority
        citations = reader.choice("citations", Manuscript.CitationStyle.self) ?? citations
        deadline = reader.integer("deadline_s", in: Self.deadlines) ?? deadline
        metadata = reader.dictionary("metadata", limit: Self.metadataLimit) ?? [:]
    }

    /// Without its extension; it becomes a file's name, so nothing in it may lead elsewhere.
    private static func outputName(_ reader: inout BodyReader) -> String? {
        guard var name = reader.text("output_name", limit: 150) else { return nil }
        if let format = OutputFormat.allCases.first(where: { name.lowercased().hasSuffix("." + $0.fileExtension) }) {
            name = String(name.dropLast(format.fileExtension.count + 1)).trimmed
        }
        guard !name.isEmpty, !name.hasPrefix("."), !name.contains(where: { "/\\:*?\"<>|".contains($0) }) else {
            reader.fault("/output_name", "must be a file name without / \\ : * ? \" < > | and without a leading dot")
            return nil
        }
        return name
    }

    private static func inlineTemplate(_ reader: inout BodyReader) -> String? {
        guard let (value, pointer) = reader.value(["generic_mrt_outline_full"]) else { return nil }
        guard value.object != nil, let data = try? JSONEncoder().encode(value) else {
            // Encoding cannot fail for a value that was decoded.
            reader.fault(pointer, "must be an object")
            return nil
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// A URL, or an object of a URL and a secret.
    private static func webhook(_ reader: inout BodyReader) -> DocumentRequest.Webhook? {
        guard let (value, pointer) = reader.value(["webhook"]) else { return nil }
        guard let members = value.object else {
            return webhookURL(value, pointer, &reader).map { DocumentRequest.Webhook(url: $0) }
        }
        guard let url = members["url"] else {
            reader.fault(pointer + "/url", "is required")
            return nil
        }
        var secret: String?
        if let given = members["secret"], given != .null {
            secret = reader.text(given, at: pointer + "/secret", limit: 255)
        }
        return webhookURL(url, pointer + "/url", &reader).map { DocumentRequest.Webhook(url: $0, secret: secret) }
    }

    private static func webhookURL(_ value: JSONValue, _ pointer: String, _ reader: inout BodyReader) -> String? {
        guard let text = reader.text(value, at: pointer, limit: 2048) else { return nil }
        let url = URLComponents(string: text)
        guard let url, ["http", "https"].contains(url.scheme?.lowercased() ?? ""), !(url.host ?? "").isEmpty,
            url.user == nil, url.password == nil, url.port.map((1...65_535).contains) ?? true
        else {
            reader.fault(pointer, "must be an http or https address without a user or password")
            return nil
        }
        return text
    }
}
