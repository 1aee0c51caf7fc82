import HTTPTypes
import Hummingbird

extension RouterMethods {
    /// Answers 405 for every method that an address does not know; without it such a request would find nothing.
    func refuseOthers(_ path: RouterPath, allowing allowed: [HTTPRequest.Method]) {
        // HEAD is answered wherever GET is.
        let known = allowed + (allowed.contains(.get) ? [.head] : [])
        let list = known.map(\.rawValue).sorted().joined(separator: ", ")
        for name in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY"] {
            guard let method = HTTPRequest.Method(name), !known.contains(method) else { continue }
            on(path, method: method) { _, _ -> Response in
                throw Problem(
                    status: .methodNotAllowed, code: "method_not_allowed",
                    detail: "This address knows \(list).", headers: [.allow: list])
            }
        }
    }
}
