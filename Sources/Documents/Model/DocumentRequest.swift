import Foundation
import Jobs
import Rendering

/// A document that was asked for and may be made: every name in it has been looked up, every source exists.
///
/// The first value of the pipeline. It is stored as an artifact; the jobs' messages name it.
public struct DocumentRequest: Sendable, Codable, Equatable {
    public static let schema = 1

    public var schema: Int
    /// The document's id, which is its workflow's and the wire's `task_id`.
    public var id: WorkflowID
    public var organization: String
    /// Who asked: a user id or the id of an API key.
    public var requestedBy: String
    /// As the client wrote it, such as `CSR`.
    public var documentType: String
    public var templateID: String
    /// A whole template given inline, as JSON; then ``templateID`` names nothing.
    public var inlineTemplate: String?
    public var sources: [SourceFile]
    /// The Word document whose looks the outputs take, of the request or of its template; nil is our own looks.
    public var referenceDocument: SourceFile?
    public var documentSetKey: String
    public var documentSetName: String
    /// Without extension.
    public var outputName: String
    /// Only these sections with their ancestors' headings; empty is all.
    public var selectedSectionIDs: [String]
    public var instructions: String?
    public var styleGuideID: String?
    public var formats: [OutputFormat]
    public var citations: Manuscript.CitationStyle
    public var priority: Priority
    public var deadline: Int
    public var webhook: Webhook?
    public var metadata: [String: String]
    /// What was odd about the request and not wrong, such as unknown fields.
    public var warnings: [String]
    public var createdAt: Date

    public init(
        id: WorkflowID, organization: String, requestedBy: String, documentType: String, templateID: String,
        inlineTemplate: String? = nil, sources: [SourceFile], referenceDocument: SourceFile? = nil,
        documentSetKey: String, documentSetName: String, outputName: String, selectedSectionIDs: [String] = [],
        instructions: String? = nil,
        styleGuideID: String? = nil, formats: [OutputFormat] = [.docx], citations: Manuscript.CitationStyle = .comments,
        priority: Priority = .normal, deadline: Int = 3600, webhook: Webhook? = nil, metadata: [String: String] = [:],
        warnings: [String] = [], createdAt: Date
    ) {
        self.schema = Self.schema
        self.id = id
        self.organization = organization
        self.requestedBy = requestedBy
        self.documentType = documentType
        self.templateID = templateID
        self.inlineTemplate = inlineTemplate
        self.sources = sources
        self.referenceDocument = referenceDocument
        self.documentSetKey = documentSetKey
        self.documentSetName = documentSetName
        self.outputName = outputName
        self.selectedSectionIDs = selectedSectionIDs
        self.instructions = instructions
        self.styleGuideID = styleGuideID
        self.formats = formats
        self.citations = citations
        self.priority = priority
        self.deadline = deadline
        self.webhook = webhook
        self.metadata = metadata
        self.warnings = warnings
        self.createdAt = createdAt
    }

    /// Where the end of the document is told.
    public struct Webhook: Sendable, Codable, Equatable {
        public var url: String
        /// Signs the message; nil takes the organization's own secret.
        public var secret: String?

        public init(url: String, secret: String? = nil) {
            self.url = url
            self.secret = secret
        }
    }
}

/// A source as it lay in the store when the document was accepted. The second value's beginning: `extract` reads it.
public struct SourceFile: Sendable, Codable, Equatable {
    /// Its object key, `org-id/container/name`, as clients write it in `file_paths`.
    public var path: String
    public var name: String
    public var sha256: String
    public var size: Int

    public init(path: String, name: String, sha256: String, size: Int) {
        self.path = path
        self.name = name
        self.sha256 = sha256
        self.size = size
    }
}
