import Jobs

/// Turns a request into its workflow: every source read in parallel, then one stage after the other.
///
/// ```
/// extract-1 ┐
/// extract-2 ├─▶ classify ─▶ rules ─▶ generate ─▶ finalize      (on end: document.ended)
/// extract-n ┘
/// ```
public struct DocumentWorkflow: Sendable {
    private let makeID: @Sendable (String) -> ShardedID

    /// - Parameter makeID: a new id in the shard of a tenant; `Producer.makeID`.
    public init(makeID: @escaping @Sendable (String) -> ShardedID) {
        self.makeID = makeID
    }

    /// The workflow of a document, whose id is the document's.
    ///
    /// - Parameter trace: carried into every stage's log lines, such as `request_id` and `traceparent`.
    public func workflow(for request: DocumentRequest, trace: [String: String] = [:]) throws -> NewWorkflow {
        let reference = DocumentReference(document: request.id, organization: request.organization)
        let options = EnqueueOptions(tenant: request.organization, priority: request.priority, metadata: trace)
        func node(_ name: String, _ stage: Stage, _ job: some Job, after: [String]) throws -> NewWorkflow.Node {
            let id = makeID(request.organization)
            return NewWorkflow.Node(
                name: name, group: stage.rawValue, job: try NewJob(job, id: id, options: options), after: after)
        }
        var nodes: [NewWorkflow.Node] = []
        for (index, source) in request.sources.enumerated() {
            let job = ExtractSource(reference: reference, source: source, index: index)
            nodes.append(try node(Self.extractNode(index), .extract, job, after: []))
        }
        let sources = nodes.map(\.name)
        nodes += [
            try node("classify", .classify, ClassifyContent(reference: reference), after: sources),
            try node("rules", .rules, ApplyRules(reference: reference), after: ["classify"]),
            try node("generate", .generate, GenerateDraft(reference: reference), after: ["rules"]),
            try node("finalize", .finalize, FinalizeDocument(reference: reference), after: ["generate"]),
        ]
        return NewWorkflow(
            id: request.id, name: "document", tenant: request.organization, metadata: request.metadata,
            deadline: .seconds(request.deadline), nodes: nodes,
            // Every source is tried before an unreadable one ends the document.
            failurePolicy: .cancelDependents,
            onEnd: try NewJob(
                RecordEnding(reference: reference), id: makeID(request.organization), options: options))
    }

    static func extractNode(_ index: Int) -> String { "extract-\(index + 1)" }
}
