import Extraction
import Foundation
import Jobs
import ObjectStore

extension DocumentPipeline {
    /// The first stage: one source into blocks. The same bytes are read once per organization.
    public func perform(_ job: ExtractSource, _ context: JobContext) async throws -> ExtractionResult {
        let artifacts = artifacts(job.reference)
        if let cached = try await artifacts.cachedReading(of: job.source, reader: extractor.version) { return cached }
        let content = try await read(job.source, context)
        let result = ExtractionResult(
            artifact: try await artifacts.put(content), blocks: content.blocks.count, pages: content.pageCount)
        try await artifacts.cache(result, of: job.source, reader: extractor.version)
        return result
    }

    private func read(_ source: SourceFile, _ context: JobContext) async throws -> ExtractedContent {
        let (steps, step) = AsyncStream<ExtractionProgress>.makeStream(bufferingPolicy: .bufferingNewest(1))
        async let reporting: Void = report(steps, context)
        do {
            let content = try await withCopy(of: source) { path in
                try await extractor.extract(path: path, name: source.name) { step.yield($0) }
            }
            step.finish()
            await reporting
            return content
        } catch {
            step.finish()
            throw error
        }
    }

    /// Has a file read from a copy of its own, which is removed afterwards.
    ///
    /// - Throws: `PermanentFailure` for what no retry can mend, naming the file.
    func withCopy<Value>(of file: SourceFile, read: (String) async throws -> Value) async throws -> Value {
        let path = "\(scratch)/\(UUID().uuidString)"
        // A copy that cannot be removed goes with the next sweep of the scratch directory.
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await fetch(file, to: path)
        do {
            return try await read(path)
        } catch let error as UnreadableSource {
            throw PermanentFailure(
                JobFailure(
                    code: "unreadable_source", message: error.message,
                    details: ["source": file.path, "reason": error.reason.rawValue]))
        }
    }

    private func fetch(_ source: SourceFile, to path: String) async throws {
        guard let key = ObjectKey(source.path) else {
            throw StageFailure.missingResult(source.path)
        }
        let info: ObjectInfo
        do {
            info = try await store.get(key, toFile: path)
        } catch ObjectStoreError.notFound {
            throw changed(source, "was deleted")
        }
        guard info.sha256 == source.sha256 else { throw changed(source, "was replaced") }
    }

    private func changed(_ source: SourceFile, _ what: String) -> PermanentFailure {
        PermanentFailure(
            JobFailure(
                code: "source_changed", message: "\(source.name) \(what) after the document was asked for",
                details: ["source": source.path]))
    }

    /// Progress is news, not work: one that cannot be written does not stop the reading, and a lost lease is
    /// noticed by its keeper.
    private func report(_ steps: AsyncStream<ExtractionProgress>, _ context: JobContext) async {
        for await step in steps {
            try? await context.report(Progress(done: step.done, total: step.total))
        }
    }
}
