import Jobs
import Logging

/// What a check found.
struct Finding: Sendable {
    var name: String
    var isRequired: Bool
    var isGood: Bool
    var detail: String

    /// How long a check may take. Whoever asks sends requests elsewhere when no answer comes, so one must come in time:
    /// what hangs is as bad as what fails.
    static let limit = Duration.seconds(2)

    private struct NoAnswer: Error, CustomStringConvertible {
        let description = "no answer within \(limit)"
    }

    /// The reason of a failure goes to the log: it may quote addresses.
    ///
    /// - Parameter limit: after so long without an answer the check has failed.
    init(_ check: HealthCheck, within limit: Duration = limit, logger: Logger) async {
        name = check.name
        isRequired = check.isRequired
        do {
            detail = try await withDeadline(.now + limit, failure: NoAnswer(), check.look)
            isGood = true
        } catch {
            logger.warning("health check failed", metadata: ["check": "\(check.name)", "error": "\(error)"])
            detail = "unavailable"
            isGood = false
        }
    }

    var view: FindingView { FindingView(status: isGood ? "ok" : "failed", detail: detail) }
}
