import Hummingbird
import Logging

/// A request on its way: who it is, in the client's words and in ours.
public struct APIContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// The client's `X-Request-Id`, or one of our own.
    var requestID: String
    /// W3C trace context, as it came.
    var traceparent: String?
    let note: AccessNote

    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        requestID = ""
        note = AccessNote()
    }
}
