import Extraction

/// Gives every block the sections it belongs to. The same input always gives the same answer.
public struct Classifier {
    private let template: Template

    public init(template: Template) {
        self.template = template
    }

    /// Classifies the sources, in their order.
    ///
    /// - Parameter progress: called after each source with how many are done.
    public func classify(
        _ contents: [ExtractedContent], progress: (Int) async throws -> Void = { _ in }
    ) async throws -> ClassifiedContent {
        let template = template.followsSources ? SourceOutline(template: template).template(for: contents) : template
        let detector = SourceKindDetector()
        let parts = SourceClassifier(template: template)
        var sources: [ClassifiedContent.Source] = []
        for (index, content) in contents.enumerated() {
            let kind = detector.kind(of: content)
            sources.append(parts.classify(content, kind: kind, source: index))
            try await progress(index + 1)
        }
        return ClassifiedContent(template: template, sources: sources)
    }
}
