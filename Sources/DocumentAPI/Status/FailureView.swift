import Jobs

/// Why a document failed, in parts for programs; its sentence is the status's `error`.
struct FailureView: Encodable, Sendable, Equatable {
    var code: String
    @OrNull var stage: String?
    @OrNull var sectionId: String?
    @OrNull var source: String?
    /// Whether the same document, retried, may end otherwise without anything being changed.
    var retryable: Bool

    init(_ failure: WorkflowFailure) {
        code = failure.failure.code
        stage = failure.group ?? failure.failure.details["stage"]
        sectionId = failure.failure.details["section_id"]
        source = failure.failure.details["source"]
        retryable = Self.passing.contains(failure.failure.code)
    }

    init(code: String, retryable: Bool) {
        self.code = code
        self.retryable = retryable
        stage = nil
        sectionId = nil
        source = nil
    }

    /// The queue's own words for what happened to a run; a stage's own words are a verdict about the document.
    private static let passing: Set<String> = ["cancelled", "timed_out", "timeout", "poison", "unknown_job", "error"]

    static func == (left: FailureView, right: FailureView) -> Bool {
        (left.code, left.stage, left.sectionId, left.source, left.retryable)
            == (right.code, right.stage, right.sectionId, right.source, right.retryable)
    }
}
