import Foundation
import HTTPTypes
import Hummingbird

/// A status as an HTTP answer, with all that spares a client and the server the next question.
struct StatusAnswer {
    var view: StatusView
    /// Changes with everything that a reader can see; nil where nothing counts changes.
    var revision: Int?

    func response(to request: Request, now: Date = Date()) throws -> Response {
        var headers: HTTPFields = [:]
        if view.status == .generating {
            headers[.cacheControl] = "private, no-cache"
            headers[.retryAfter] = String(Self.pause(age: view.createdAt.map { now.timeIntervalSince($0) } ?? 0))
        } else {
            // The model tells its clients to cache a status for ten seconds.
            headers[.cacheControl] = "private, max-age=10"
        }
        if let tag = revision.map({ "\"\(view.taskId)-\($0)\"" }) {
            headers[.eTag] = tag
            if EntityTags(request.headers[values: .ifNoneMatch]).contains(tag) {
                return Response(status: .notModified, headers: headers)
            }
        }
        return try JSONAnswer.response(view, headers: headers)
    }

    /// When to ask again, in seconds: 1 at first, 30 for a document that has been in the making for five minutes.
    static func pause(age: TimeInterval) -> Int { min(30, max(1, Int(age / 10))) }
}
