import Hummingbird
import Logging

/// A request of a known caller; making one demands a key.
struct CallerContext: ChildRequestContext {
    var coreContext: CoreRequestContextStorage
    let requestID: String
    let traceparent: String?
    let caller: Caller

    init(context: APIContext) throws {
        guard let caller = context.note.caller else { throw Problem.unauthorized }
        coreContext = context.coreContext
        requestID = context.requestID
        traceparent = context.traceparent
        self.caller = caller
    }

    /// What is carried from this request into every job's metadata and log lines.
    var trace: [String: String] {
        var trace = ["request_id": requestID]
        trace["traceparent"] = traceparent
        return trace
    }
}
