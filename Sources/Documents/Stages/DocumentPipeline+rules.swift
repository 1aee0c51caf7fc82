import Extraction
import Jobs

extension DocumentPipeline {
    /// The third stage: the template's sections filled by their rules and checked. Progress counts sections.
    public func perform(_ job: ApplyRules, _ context: JobContext) async throws -> StageResult {
        let request = try await request(job.reference)
        let artifacts = artifacts(job.reference)
        let classified = try await artifacts.value(
            ClassifiedContent.self, of: try await result(StageResult.self, of: "classify", context).artifact)
        let contents = try await contents(of: request, job.reference, context)
        let desk = DraftingDesk(drafting, cache: artifacts)
        let filler = OutlineFiller(classified, contents: contents, desk: desk, instructions: request.instructions)
        let outline = try await filler.fill { done, total in
            guard done % 20 == 0 || done == total else { return }
            try await context.report(Progress(done: done, total: total))
        }
        return StageResult(artifact: try await artifacts.put(outline))
    }

    /// The fourth stage: the manuscript.
    public func perform(_ job: GenerateDraft, _ context: JobContext) async throws -> StageResult {
        let request = try await request(job.reference)
        let artifacts = artifacts(job.reference)
        let outline = try await artifacts.value(
            FilledOutline.self, of: try await result(StageResult.self, of: "rules", context).artifact)
        let draft = DraftAssembler(outline, request: request).draft()
        return StageResult(artifact: try await artifacts.put(draft))
    }
}
