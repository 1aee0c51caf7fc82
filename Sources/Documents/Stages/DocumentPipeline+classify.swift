import Extraction
import Jobs

extension DocumentPipeline {
    /// The second stage: every block to the sections it belongs to. Progress counts sources.
    public func perform(_ job: ClassifyContent, _ context: JobContext) async throws -> StageResult {
        let request = try await request(job.reference)
        let template = try template(for: request)
        let contents = try await contents(of: request, job.reference, context)
        let classified = try await Classifier(template: template).classify(contents) { done in
            try await context.report(Progress(done: done, total: contents.count))
        }
        return StageResult(artifact: try await artifacts(job.reference).put(classified))
    }

    /// The extracted sources, in the order of the request.
    ///
    /// A reading may come from the cache and bear the name under which its bytes were first uploaded; citations use
    /// the name in this request.
    func contents(
        of request: DocumentRequest, _ reference: DocumentReference, _ context: JobContext
    ) async throws -> [ExtractedContent] {
        let artifacts = artifacts(reference)
        let nodes = request.sources.indices.map(DocumentWorkflow.extractNode)
        let readings = try await context.outputs(of: ExtractSource.self, from: nodes)
        return try await withThrowingTaskGroup(of: (Int, ExtractedContent).self) { group in
            var contents = [ExtractedContent?](repeating: nil, count: readings.count)
            for (index, (source, reading)) in zip(request.sources, readings).enumerated() {
                if index >= Self.readingWidth, let (done, content) = try await group.next() { contents[done] = content }
                group.addTask {
                    var content = try await artifacts.value(ExtractedContent.self, of: reading.artifact)
                    content.source.name = source.name
                    return (index, content)
                }
            }
            for try await (done, content) in group { contents[done] = content }
            return contents.compactMap(\.self)
        }
    }

    /// How many readings are fetched side by side: where the store is far, each takes a round trip or more.
    private static let readingWidth = 8
}
