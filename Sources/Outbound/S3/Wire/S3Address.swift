import Foundation

/// Where a bucket answers: turns keys into URLs, and says what of a URL is signed.
struct S3Address: Sendable {
    let region: String
    let bucket: String
    private let scheme: String
    /// The value of `Host`: the host, and the port where one was given.
    let host: String
    /// What stands before every key: a slash, and the bucket where the path names it.
    private let root: String

    /// - Throws: ``InvalidS3URL`` when nobody says which region of AWS it is.
    init(_ options: S3Options, environment: [String: String]) throws(InvalidS3URL) {
        let variables = ["AWS_REGION", "AWS_DEFAULT_REGION"].compactMap { environment[$0] }
        let named = options.region ?? variables.first { !$0.isEmpty }
        guard let region = named ?? (options.endpoint == nil ? nil : "us-east-1"), S3Options.isRegion(region) else {
            throw InvalidS3URL(description: "the region is missing: set region=… in the store's address, or AWS_REGION")
        }
        let endpoint = options.endpoint ?? "https://s3.\(region).amazonaws.com"
        guard let authority = Self.authority(ofEndpoint: endpoint) else {
            throw InvalidS3URL(description: "expected endpoint=https://host or https://host:port")
        }
        let usual: S3Options.Addressing =
            options.endpoint == nil && !options.bucket.contains(".") ? .virtual : .path
        let isPath = (options.addressing ?? usual) == .path
        self.region = region
        self.bucket = options.bucket
        self.scheme = endpoint.lowercased().hasPrefix("https:") ? "https" : "http"
        self.host = isPath ? authority : "\(options.bucket).\(authority)"
        self.root = isPath ? "/\(options.bucket)" : ""
    }

    /// Host and port of an endpoint; nil when it is of another form.
    static func authority(ofEndpoint text: String) -> String? {
        guard let url = URLComponents(string: text), let scheme = url.scheme?.lowercased(),
            scheme == "http" || scheme == "https", let host = url.host, !host.isEmpty,
            url.user == nil, url.password == nil, url.query == nil, url.fragment == nil,
            url.path.isEmpty || url.path == "/", url.port.map((1...65_535).contains) ?? true
        else { return nil }
        return text.dropFirst("\(scheme)://".count).prefix { $0 != "/" }.lowercased()
    }

    /// The path of a key, or of the bucket itself, percent-encoded.
    func path(_ key: String?) -> String {
        guard let key else { return root.isEmpty ? "/" : root }
        return "\(root)/\(key.percentEncoded(keepingSlashes: true))"
    }

    /// - Parameter query: encoded.
    func url(path: String, query: String) -> String {
        "\(scheme)://\(host)\(path)" + (query.isEmpty ? "" : "?\(query)")
    }
}
