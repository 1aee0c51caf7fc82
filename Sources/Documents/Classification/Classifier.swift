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
        let kinds = contents.map(SourceKindDetector().kind(of:))
        let standings = SourceVersions(contents, kinds: kinds).standings
        let template =
            template.followsSources
            ? SourceOutline(template: template).template(for: contents, standings: standings) : template
        let parts = SourceClassifier(template: template)
        var sources: [ClassifiedContent.Source] = []
        for (index, content) in contents.enumerated() {
            var source = parts.classify(content, kind: kinds[index], source: index)
            source.standing = standings[index]
            sources.append(source)
            try await progress(index + 1)
        }
        return ClassifiedContent(template: template, sources: sources)
    }
}
