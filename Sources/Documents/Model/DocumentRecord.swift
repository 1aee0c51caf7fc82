import Foundation
import Jobs
import Rendering

/// What lasts of a document: who asked for what, and what came of it.
public struct DocumentRecord: Sendable, Codable, Equatable {
    public static let schema = 1

    public var schema: Int
    public var request: DocumentRequest
    /// Nil while it is being made: its workflow's record then knows more.
    public var ending: Ending?

    public init(request: DocumentRequest, ending: Ending? = nil) {
        self.schema = Self.schema
        self.request = request
        self.ending = ending
    }

    public var id: WorkflowID { request.id }

    /// How it ended, written once by the workflow's `onEnd` job.
    public struct Ending: Sendable, Codable, Equatable {
        public var state: WorkflowState
        public var failure: WorkflowFailure?
        public var finishedAt: Date
        /// What `finalize` published; nil when it was never reached.
        public var product: FinishedDocument?
        /// The workflow's last record, for the status after the queue has forgotten it.
        public var workflow: WorkflowRecord?

        public init(
            state: WorkflowState, failure: WorkflowFailure?, finishedAt: Date, product: FinishedDocument?,
            workflow: WorkflowRecord?
        ) {
            self.state = state
            self.failure = failure
            self.finishedAt = finishedAt
            self.product = product
            self.workflow = workflow
        }
    }
}

/// The last value of the pipeline, as `finalize` publishes it under its fence: files by name and digest.
public struct FinishedDocument: Sendable, Codable, Equatable {
    public var outputs: [Output]
    /// The object key of the manifest.
    public var manifestKey: String
    public var manifestSHA256: String
    /// True when a finding of severity error stands: the document is complete only as a draft.
    public var isDraft: Bool
    public var sectionCount: Int
    public var citationCount: Int
    public var warnings: [String]

    public init(
        outputs: [Output], manifestKey: String, manifestSHA256: String, isDraft: Bool, sectionCount: Int,
        citationCount: Int, warnings: [String]
    ) {
        self.outputs = outputs
        self.manifestKey = manifestKey
        self.manifestSHA256 = manifestSHA256
        self.isDraft = isDraft
        self.sectionCount = sectionCount
        self.citationCount = citationCount
        self.warnings = warnings
    }

    public struct Output: Sendable, Codable, Equatable {
        public var format: OutputFormat
        /// The object key, by content: `artifacts/<organization>/<sha256>`.
        public var key: String
        /// What a browser should call it, such as `CSR_Final.docx`.
        public var fileName: String
        public var size: Int
        public var sha256: String
        public var pages: Int?

        public init(format: OutputFormat, key: String, fileName: String, size: Int, sha256: String, pages: Int?) {
            self.format = format
            self.key = key
            self.fileName = fileName
            self.size = size
            self.sha256 = sha256
            self.pages = pages
        }
    }
}
