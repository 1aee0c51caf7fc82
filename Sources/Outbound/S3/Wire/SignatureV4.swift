import Crypto
import Foundation
import ObjectStore

/// AWS Signature Version 4: an HMAC over everything about a request that matters, under a key made for one day, one
/// region and one service.
///
/// *Authenticating Requests (AWS Signature Version 4)* in the Amazon S3 API Reference.
struct SignatureV4 {
    let credentials: S3Credentials
    let region: String
    var service = "s3"

    /// What is signed of a request.
    struct Subject {
        var method: String
        /// Percent-encoded, beginning with a slash.
        var path: String
        /// Not encoded.
        var query: [(name: String, value: String)] = []
        /// All of them are signed.
        var headers: [(name: String, value: String)]
        /// The SHA-256 of the body in lower-case hexadecimal, or ``SignatureV4/unsignedPayload``.
        var payloadHash: String
    }

    static let unsignedPayload = "UNSIGNED-PAYLOAD"
    private static let algorithm = "AWS4-HMAC-SHA256"

    /// The value of `Authorization`. The headers must hold `x-amz-date` of the same instant.
    func authorization(for subject: Subject, at date: Date) -> String {
        let fields = CanonicalHeaders(subject.headers)
        return "\(Self.algorithm) Credential=\(credentials.accessKey)/\(scope(date)),"
            + "SignedHeaders=\(fields.names),Signature=\(signature(of: subject, at: date))"
    }

    /// The query that lets anybody who has it make this request until it ends.
    ///
    /// - Parameter lifetime: in seconds, 1 to 604,800.
    func presignedQuery(for subject: Subject, at date: Date, lifetime: Int) -> String {
        var subject = subject
        subject.query += [
            ("X-Amz-Algorithm", Self.algorithm), ("X-Amz-Credential", "\(credentials.accessKey)/\(scope(date))"),
            ("X-Amz-Date", Self.timestamp(date)), ("X-Amz-Expires", "\(lifetime)"),
            ("X-Amz-SignedHeaders", CanonicalHeaders(subject.headers).names),
        ]
        if let token = credentials.sessionToken { subject.query.append(("X-Amz-Security-Token", token)) }
        return Self.encoded(subject.query) + "&X-Amz-Signature=\(signature(of: subject, at: date))"
    }

    /// Names and values encoded, in the order of both: what is signed is what is sent.
    static func encoded(_ query: [(name: String, value: String)]) -> String {
        query.map { ($0.name.percentEncoded(), $0.value.percentEncoded()) }
            .sorted { $0 < $1 }.map { "\($0)=\($1)" }.joined(separator: "&")
    }

    /// As ISO 8601 in its basic form, in UTC.
    static func timestamp(_ date: Date) -> String {
        date.formatted(Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted))
    }

    private func signature(of subject: Subject, at date: Date) -> String {
        let fields = CanonicalHeaders(subject.headers)
        let request = [
            subject.method, subject.path, Self.encoded(subject.query), fields.lines, fields.names, subject.payloadHash,
        ].joined(separator: "\n")
        let text = [
            Self.algorithm, Self.timestamp(date), scope(date), SHA256.hash(data: Data(request.utf8)).hexadecimal,
        ].joined(separator: "\n")
        return code(text, under: signingKey(date)).hexadecimal
    }

    private func scope(_ date: Date) -> String {
        "\(Self.timestamp(date).prefix(8))/\(region)/\(service)/aws4_request"
    }

    private func signingKey(_ date: Date) -> SymmetricKey {
        let parts = [String(Self.timestamp(date).prefix(8)), region, service, "aws4_request"]
        return parts.reduce(SymmetricKey(data: Data("AWS4\(credentials.secretKey)".utf8))) { key, part in
            SymmetricKey(data: code(part, under: key))
        }
    }

    private func code(_ text: String, under key: SymmetricKey) -> HMAC<SHA256>.MAC {
        HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key)
    }
}

/// Header fields as they are signed: names in lower case and in order, blanks in values made one.
private struct CanonicalHeaders {
    /// One line for each field, and an empty one behind them.
    let lines: String
    let names: String

    init(_ headers: [(name: String, value: String)]) {
        let fields = headers.map { (name: $0.name.lowercased(), value: Self.trimmed($0.value)) }
            .sorted { $0.name < $1.name }
        lines = fields.map { "\($0.name):\($0.value)\n" }.joined()
        names = fields.map(\.name).joined(separator: ";")
    }

    private static func trimmed(_ value: String) -> String {
        value.split(separator: " ").joined(separator: " ")
    }
}
