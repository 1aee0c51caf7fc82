import Foundation
import Rendering

/// What a document is made of and how: the sheet that goes with every finished document.
///
/// ``content`` is the same for every run of the same request; ``run`` says when and by what it was made.
public struct Manifest: Sendable, Equatable, Codable {
    public static let schema = 1

    public var schema: Int
    public var content: Content
    public var run: Run

    public init(content: Content, run: Run) {
        self.schema = Self.schema
        self.content = content
        self.run = run
    }

    public struct Content: Sendable, Equatable, Codable {
        public var documentType: String
        public var title: String
        public var template: Template
        public var isDraft: Bool
        public var sources: [OutlineSource]
        /// Whose looks the outputs take; nil is our own.
        public var referenceDocument: Reference?
        public var outputs: [Output]
        public var sections: [Section]
        public var facts: [Fact]
        public var findings: [Finding]
        public var unplacedCount: Int
        public var unplaced: [Citation]

        public struct Template: Sendable, Equatable, Codable {
            public var id: String
            public var version: String
        }

        public struct Reference: Sendable, Equatable, Codable {
            public var name: String
            public var sha256: String
            /// In bytes.
            public var size: Int
        }

        public struct Output: Sendable, Equatable, Codable {
            public var format: OutputFormat
            public var fileName: String
            public var sha256: String
            public var size: Int
            public var pages: Int?
            /// What the check of the finished file found wrong.
            public var flaws: [String]
        }

        public struct Section: Sendable, Equatable, Codable {
            public var sectionId: String
            public var number: String?
            public var title: String
            public var level: Int
            public var status: FilledSection.Status
            public var confidence: Double?
            public var citations: [Citation]
            public var rules: [RuleResult]
        }
    }

    public struct Run: Sendable, Equatable, Codable {
        public var documentId: String
        public var organization: String
        public var requestedBy: String
        public var requestedAt: Date
        public var finishedAt: Date
        /// Programs that had a part, with their versions.
        public var tools: [String: String]
        /// Of the last stage.
        public var renderingMs: Int
    }

    /// Reads a manifest as it was stored.
    public init(json: [UInt8]) throws {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        self = try decoder.decode(Manifest.self, from: Data(json))
    }

    /// Sorted keys in snake case, so that equal manifests have equal bytes.
    public func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return Array(try encoder.encode(self))
    }
}

extension Manifest.Content {
    init(_ draft: Draft, reference: SourceFile? = nil, outputs: [Output]) {
        let outline = draft.outline
        documentType = outline.template.documentType
        title = draft.manuscript.titlePage.title
        template = Template(id: outline.template.id, version: outline.template.version)
        isDraft = draft.manuscript.properties.isDraft
        sources = outline.sources
        referenceDocument = reference.map { Reference(name: $0.name, sha256: $0.sha256, size: $0.size) }
        self.outputs = outputs
        sections = outline.sections.map { section in
            Section(
                sectionId: section.id, number: section.number, title: section.title, level: section.level,
                status: section.status, confidence: section.confidence, citations: section.citations,
                rules: section.results.map { result in
                    var result = result
                    // The section's own list has them; a manifest twice as long helps nobody.
                    result.citations = Array(result.citations.prefix(3))
                    return result
                })
        }
        facts = outline.facts
        findings = outline.findings
        unplacedCount = outline.unplaced.count
        unplaced = outline.unplaced.map(\.citation)
    }
}
