import NIOHTTP1

/// One request, before it has a time and a signature: it may be sent again.
struct S3Request: Sendable {
    var method: HTTPMethod
    /// Nil is the bucket itself.
    var key: String?
    /// Not encoded.
    var query: [(name: String, value: String)] = []
    /// Besides those that every request has.
    var headers: [(name: String, value: String)] = []
    var body = S3Body()
    /// Of the body: hashed once, however often it is sent.
    let bodyHash: String

    init(
        _ method: HTTPMethod, _ key: String?, query: [(name: String, value: String)] = [],
        headers: [(name: String, value: String)] = [], body: S3Body = S3Body()
    ) {
        self.method = method
        self.key = key
        self.query = query
        self.headers = headers
        self.body = body
        self.bodyHash = body.sha256
    }
}
