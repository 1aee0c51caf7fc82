import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Sends signed requests, again where that may help, and turns every kind of failure into an ``S3Failure``.
struct S3Client: Sendable {
    let http: HTTPClient
    let address: S3Address
    let credentials: CredentialKeeper
    let backoff: S3Backoff

    /// For all of a request and the head of its answer; what hangs is found by the idle time-out long before.
    private static let deadline = TimeAmount.minutes(10)
    /// More than a page of a thousand keys of a thousand bytes, all percent-encoded.
    private static let answerLimit = 8 << 20
    private static let errorLimit = 64 << 10

    /// An answer that has been read.
    struct Answer {
        var headers: HTTPHeaders
        var body: ByteBuffer
    }

    /// Sends a request whose answer is small, as often as need be.
    @discardableResult
    func send(_ request: S3Request) async throws -> Answer {
        try await backoff.retrying { try await sendOnce(request) }
    }

    /// Sends a request once, for what is worth no second try.
    @discardableResult
    func sendOnce(_ request: S3Request) async throws -> Answer {
        let response = try await openOnce(request)
        return Answer(headers: response.headers, body: try await read(response, limit: Self.answerLimit))
    }

    /// Sends a request whose answer is XML with this in it. A server that takes long begins with 200, and may have to
    /// say in the body that it failed: that counts as the failure it is, and is tried again.
    func ask(_ request: S3Request, for field: String) async throws -> XMLTree {
        try await backoff.retrying {
            let tree = try XMLTree(parsing: try await sendOnce(request).body)
            if tree.name == "Error" { throw S3Failure.refused(status: 200, code: tree.codeWord) }
            guard tree[field] != nil else { throw S3Failure.malformed("the S3 server answers without \(field)") }
            return tree
        }
    }

    /// Sends a request and leaves the body of its answer to the caller.
    func open(_ request: S3Request) async throws -> HTTPClientResponse {
        try await backoff.retrying { try await openOnce(request) }
    }

    private func openOnce(_ request: S3Request) async throws -> HTTPClientResponse {
        let signed = try await signed(request, at: Date())
        let response = try await translating { try await http.execute(signed, deadline: .now() + Self.deadline) }
        guard (200..<300).contains(response.status.code) else { throw try await refusal(response) }
        return response
    }

    private func signed(_ request: S3Request, at now: Date) async throws -> HTTPClientRequest {
        let credentials = try await credentials.credentials()
        var headers = request.headers
        headers += [
            ("host", address.host), ("x-amz-content-sha256", request.bodyHash),
            ("x-amz-date", SignatureV4.timestamp(now)),
        ]
        if let token = credentials.sessionToken { headers.append(("x-amz-security-token", token)) }
        let subject = SignatureV4.Subject(
            method: request.method.rawValue, path: address.path(request.key), query: request.query, headers: headers,
            payloadHash: request.bodyHash)
        headers.append(
            (
                "authorization",
                SignatureV4(credentials: credentials, region: address.region).authorization(for: subject, at: now)
            ))
        var signed = HTTPClientRequest(
            url: address.url(path: subject.path, query: SignatureV4.encoded(request.query)))
        signed.method = request.method
        signed.headers = HTTPHeaders(headers.map { ($0.name, $0.value) })
        if request.method == .PUT || request.method == .POST {
            signed.body = .stream(request.body, length: .known(Int64(request.body.count)))
        }
        return signed
    }

    /// Reads why the server said no. The rest of such a body is not for logs: S3 repeats keys and signed text in it.
    private func refusal(_ response: HTTPClientResponse) async throws -> S3Failure {
        let status = Int(response.status.code)
        // Without a body that can be read, the status has to say it all.
        let tree = try? XMLTree(parsing: try await read(response, limit: Self.errorLimit))
        let refusal = S3Failure.refused(status: status, code: tree?.codeWord)
        guard refusal.isPassing, let wait = HTTPDate.retryAfter(response.headers.first(name: "retry-after")) else {
            return refusal
        }
        return .busy(status: status, code: tree?.codeWord, retryAfter: wait)
    }

    private func read(_ response: HTTPClientResponse, limit: Int) async throws -> ByteBuffer {
        try await translating { try await response.body.collect(upTo: limit) }
    }

    private func translating<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch {
            guard let failure = S3Failure(error) else { throw CancellationError() }
            throw failure
        }
    }
}

extension XMLTree {
    /// S3's word for an error, when it is a word.
    fileprivate var codeWord: String? {
        guard let code = self["Code"]?.text, (1...64).contains(code.utf8.count),
            code.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
        else { return nil }
        return code
    }
}
