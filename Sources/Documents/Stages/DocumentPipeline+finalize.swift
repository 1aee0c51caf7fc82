import Foundation
import Jobs
import Rendering

extension DocumentPipeline {
    /// The last stage: the outputs, checked, and the manifest.
    ///
    /// - Throws: `PermanentFailure` with the first error finding as the template words it; the draft is published with it.
    public func perform(_ job: FinalizeDocument, _ context: JobContext) async throws -> FinishedDocument {
        let request = try await request(job.reference)
        let artifacts = artifacts(job.reference)
        let draft = try await artifacts.value(
            Draft.self, of: try await result(StageResult.self, of: "generate", context).artifact)
        let reference = try await reference(of: request, job.reference, context)
        let started = ContinuousClock.now
        let files = try await render(draft.manuscript, reference, request, context)
        let rendering = ContinuousClock.now - started
        var outputs: [FinishedDocument.Output] = []
        for file in files {
            let artifact = try await artifacts.put(file.bytes)
            outputs.append(
                FinishedDocument.Output(
                    format: file.format, key: artifact.key,
                    fileName: "\(request.outputName).\(file.format.fileExtension)", size: artifact.size,
                    sha256: artifact.sha256, pages: file.pages))
        }
        let manifest = Manifest(
            content: .init(
                draft, reference: request.referenceDocument, outputs: zip(outputs, files).map(Self.described)),
            run: run(request, rendering: rendering))
        let stored = try await artifacts.put(try manifest.json())
        let finished = finished(draft, outputs: outputs, manifest: stored, files: files)
        guard let error = draft.outline.firstError else { return finished }
        throw PermanentFailure(failure(of: error), result: try JSONCoding.encode(finished))
    }

    private func render(
        _ manuscript: Manuscript, _ reference: ReferenceDocument?, _ request: DocumentRequest, _ context: JobContext
    ) async throws -> [RenderedFile] {
        let (steps, step) = AsyncStream<RenderingStep>.makeStream(bufferingPolicy: .bufferingNewest(1))
        async let reporting: Void = report(steps, context)
        do {
            let files = try await renderer.render(
                manuscript, reference: reference, formats: Set(request.formats)
            ) { step.yield($0) }
            step.finish()
            await reporting
            return files
        } catch {
            step.finish()
            throw error
        }
    }

    /// Progress is news, not work; a lost lease is noticed by its keeper.
    private func report(_ steps: AsyncStream<RenderingStep>, _ context: JobContext) async {
        for await step in steps {
            try? await context.report(Progress(done: step.done, total: step.total))
        }
    }

    private static func described(
        _ output: FinishedDocument.Output, _ file: RenderedFile
    ) -> Manifest.Content.Output {
        .init(
            format: output.format, fileName: output.fileName, sha256: output.sha256, size: output.size,
            pages: output.pages, flaws: file.flaws.map { String(describing: $0) })
    }

    private func run(_ request: DocumentRequest, rendering: Duration) -> Manifest.Run {
        Manifest.Run(
            documentId: request.id.description, organization: request.organization, requestedBy: request.requestedBy,
            requestedAt: request.createdAt, finishedAt: Date(), tools: tools, renderingMs: Int(rendering.milliseconds))
    }

    private func finished(
        _ draft: Draft, outputs: [FinishedDocument.Output], manifest: Artifact, files: [RenderedFile]
    ) -> FinishedDocument {
        let sections = draft.outline.sections
        let warnings = draft.outline.findings.filter { $0.severity == .warning }.map(\.message)
        let flaws = files.flatMap { file in file.flaws.map { "\(file.format.rawValue): \($0)" } }
        return FinishedDocument(
            outputs: outputs, manifestKey: manifest.key, manifestSHA256: manifest.sha256,
            isDraft: draft.manuscript.properties.isDraft,
            sectionCount: sections.count { $0.status == .filled || $0.status == .made },
            citationCount: sections.reduce(0) { $0 + $1.citations.count }, warnings: flaws + warnings)
    }

    private func failure(of finding: Finding) -> JobFailure {
        var details: [String: String] = [:]
        details["section_id"] = finding.section
        return JobFailure(code: finding.code, message: finding.message, details: details)
    }
}
