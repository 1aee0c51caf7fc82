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
        var contents: [ExtractedContent] = []
        for (index, source) in request.sources.enumerated() {
            let result = try await result(ExtractionResult.self, of: DocumentWorkflow.extractNode(index), context)
            var content = try await artifacts.value(ExtractedContent.self, of: result.artifact)
            content.source.name = source.name
            contents.append(content)
        }
        return contents
    }
}
