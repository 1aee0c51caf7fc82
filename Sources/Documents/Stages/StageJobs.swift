import Jobs

/// The five stages, in order; each has a queue, a group and a job of the same name.
public enum Stage: String, Sendable, Codable, CaseIterable {
    case extract, classify, rules, generate, finalize
}

/// What every stage's message says: which document. All else lies in the document's record and in artifacts.
public struct DocumentReference: Sendable, Codable, Equatable {
    public var document: WorkflowID
    public var organization: String

    public init(document: WorkflowID, organization: String) {
        self.document = document
        self.organization = organization
    }
}

/// Reads one source into blocks.
public struct ExtractSource: Job {
    public typealias Output = ExtractionResult
    public static let name = "document.extract"
    public static let options = Stage.extract.options(timeout: .seconds(300))

    public var reference: DocumentReference
    public var source: SourceFile
    /// Its place among the document's sources, from 0.
    public var index: Int
}

/// Reads how a reference document looks.
public struct ReadReference: Job {
    public typealias Output = StageResult
    public static let name = "document.reference"
    public static let options = Stage.extract.options(timeout: .seconds(300))

    public var reference: DocumentReference
    public var file: SourceFile
}

/// Places every block in the template's sections.
public struct ClassifyContent: Job {
    public typealias Output = StageResult
    public static let name = "document.classify"
    public static let options = Stage.classify.options(timeout: .seconds(300))

    public var reference: DocumentReference
}

/// Fills the template's sections by its rules and checks them.
public struct ApplyRules: Job {
    public typealias Output = StageResult
    public static let name = "document.rules"
    /// Longer than the other stages: a drafting model may take its time.
    public static let options = Stage.rules.options(timeout: .seconds(900))

    public var reference: DocumentReference
}

/// Assembles the manuscript.
public struct GenerateDraft: Job {
    public typealias Output = StageResult
    public static let name = "document.generate"
    public static let options = Stage.generate.options(timeout: .seconds(300))

    public var reference: DocumentReference
}

/// Renders and checks the outputs, and writes the manifest.
public struct FinalizeDocument: Job {
    public typealias Output = FinishedDocument
    public static let name = "document.finalize"
    public static let options = Stage.finalize.options(timeout: .seconds(900))

    public var reference: DocumentReference
}

/// Writes how a document ended into its record and tells its webhook: the workflow's `onEnd`.
public struct RecordEnding: Job {
    public static let name = "document.ended"
    public static let options = JobOptions(
        queue: Stage.finalize.rawValue, retry: .exponential(maxAttempts: 50, cap: .seconds(60)))

    public var reference: DocumentReference
}

/// What `extract` leaves behind.
public struct ExtractionResult: Sendable, Codable, Equatable {
    public var artifact: Artifact
    public var blocks: Int
    public var pages: Int?
}

/// What the stages between leave behind.
public struct StageResult: Sendable, Codable, Equatable {
    public var artifact: Artifact
}

extension Stage {
    /// Stages are tried again when something passing stood in their way: a full disk, a store that is away.
    fileprivate func options(timeout: Duration) -> JobOptions {
        JobOptions(
            queue: rawValue, retry: .exponential(maxAttempts: 5, base: .seconds(1), cap: .seconds(30)),
            timeout: timeout)
    }
}

/// Why a stage cannot go on, beyond what its tools say themselves.
public enum StageFailure: Error, Sendable, CustomStringConvertible {
    /// The result of an earlier stage is not there.
    case missingResult(String)
    /// The document's record is not there; it was deleted while it was being made.
    case missingRecord(WorkflowID)

    public var description: String {
        switch self {
        case .missingResult(let name): "The result \(name) is missing"
        case .missingRecord(let id): "The record of document \(id) is missing"
        }
    }
}
