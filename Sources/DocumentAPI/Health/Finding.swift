import Logging

/// What a check found.
struct Finding: Sendable {
    var name: String
    var isRequired: Bool
    var isGood: Bool
    var detail: String

    /// The reason of a failure goes to the log: it may quote addresses.
    init(_ check: HealthCheck, logger: Logger) async {
        name = check.name
        isRequired = check.isRequired
        do {
            detail = try await check.look()
            isGood = true
        } catch {
            logger.warning("health check failed", metadata: ["check": "\(check.name)", "error": "\(error)"])
            detail = "unavailable"
            isGood = false
        }
    }

    var view: FindingView { FindingView(status: isGood ? "ok" : "failed", detail: detail) }
}
