import Jobs

/// The word that clients' loops test: only ever these three, from the first moment to the last.
enum WireStatus: String, Codable, CaseIterable, Sendable {
    case generating = "Generating"
    case complete = "Complete"
    case failed = "Failed"

    init(_ state: WorkflowState) {
        switch state {
        case .building, .running: self = .generating
        case .succeeded: self = .complete
        case .failed, .cancelled, .timedOut: self = .failed
        }
    }
}
