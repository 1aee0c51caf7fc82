import HTTPTypes
import Hummingbird
import Logging

/// `GET /health/live` and `/health/ready`: whether the process runs, and whether it can serve.
struct HealthRoutes {
    let checks: [HealthCheck]

    func add(to router: Router<APIContext>) {
        router.get("health/live") { _, _ in try JSONAnswer.response(["status": "live"]) }
        router.get("health/ready", use: ready)
        router.refuseOthers("health/live", allowing: [.get])
        router.refuseOthers("health/ready", allowing: [.get])
    }

    @Sendable private func ready(_ request: Request, _ context: APIContext) async throws -> Response {
        let findings = await withTaskGroup(of: Finding.self) { group in
            for check in checks { group.addTask { await Finding(check, logger: context.logger) } }
            return await group.reduce(into: [:]) { $0[$1.name] = $1 }
        }
        let isReady = findings.values.allSatisfy { $0.isGood || !$0.isRequired }
        var headers: HTTPFields = [.cacheControl: "no-store"]
        if !isReady { headers[.retryAfter] = "5" }
        return try JSONAnswer.response(
            Answer(status: isReady ? "ready" : "unready", checks: findings.mapValues(\.view)),
            status: isReady ? .ok : .serviceUnavailable, headers: headers)
    }

    private struct Answer: Encodable {
        var status: String
        var checks: [String: FindingView]
    }
}
