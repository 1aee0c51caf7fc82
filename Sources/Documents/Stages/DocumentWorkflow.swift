import Jobs

/// Turns a request into its workflow: every source read in parallel, then one stage after the other.
///
/// ```
/// extract-1 ┐
/// extract-2 ├─▶ classify ─▶ rules ─▶ generate ─▶ finalize      (on end: document.ended)
/// extract-n ┘
/// ```
///
/// A reference document is read beside the sources, so that one which cannot be read is told before anything is written.
public enum DocumentWorkflow {
    /// The workflow of a document, whose id is the document's.
    ///
    /// - Parameter trace: carried into every stage's log lines, such as `request_id` and `traceparent`.
    public static func workflow(for request: DocumentRequest, trace: [String: String] = [:]) throws -> NewWorkflow {
        let reference = DocumentReference(document: request.id, organization: request.organization)
        let options = EnqueueOptions(priority: request.priority, metadata: trace)
        var workflow = NewWorkflow(
            id: request.id, name: "document", tenant: request.organization, metadata: request.metadata,
            deadline: .seconds(request.deadline),
            // Every source is tried before an unreadable one ends the document.
            failurePolicy: .cancelDependents)
        func add(_ name: String, _ stage: Stage, _ job: some Job, after: [String]) throws -> String {
            try workflow.add(job, as: name, group: stage.rawValue, after: after, options: options)
        }
        var sources = try request.sources.enumerated().map { index, source in
            let job = ExtractSource(reference: reference, source: source, index: index)
            return try add(extractNode(index), .extract, job, after: [])
        }
        if let file = request.referenceDocument {
            let job = ReadReference(reference: reference, file: file)
            sources.append(try add(referenceNode, .extract, job, after: []))
        }
        let classify = try add("classify", .classify, ClassifyContent(reference: reference), after: sources)
        let rules = try add("rules", .rules, ApplyRules(reference: reference), after: [classify])
        let generate = try add("generate", .generate, GenerateDraft(reference: reference), after: [rules])
        _ = try add("finalize", .finalize, FinalizeDocument(reference: reference), after: [generate])
        try workflow.finish(with: RecordEnding(reference: reference), options: options)
        return workflow
    }

    static let referenceNode = "reference"

    static func extractNode(_ index: Int) -> String { "extract-\(index + 1)" }
}
