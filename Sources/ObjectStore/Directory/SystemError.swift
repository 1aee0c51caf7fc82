#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// A system call that failed, before it becomes an ``ObjectStoreError``.
struct SystemError: Error {
    let call: String
    let code: Int32

    /// Runs a call, again when a signal interrupted it, and throws when it answers a negative number.
    static func check<Result: SignedInteger>(_ call: String, _ body: () -> Result) throws -> Result {
        while true {
            let result = body()
            if result >= 0 { return result }
            let code = errno
            if code != EINTR { throw SystemError(call: call, code: code) }
        }
    }

    /// The words for an operator: the call and the system's own reason, no path.
    var reason: String { "\(call): \(String(cString: strerror(code)))" }
}
