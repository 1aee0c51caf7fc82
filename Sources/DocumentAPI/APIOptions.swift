/// What an operator may set about the API.
public struct APIOptions: Sendable {
    /// The largest JSON body, in bytes: an inline template of 1 MiB fits.
    public var bodyLimit: Int
    /// The largest file taken by an upload and as a source, in bytes.
    public var fileLimit: Int
    /// The most sources of one document.
    public var sourceLimit: Int
    /// The longest long poll.
    public var longestWait: Duration
    /// The bucket and what stands before every key in it, as `bucket/prefix`: given as `s3://bucket/prefix/key`, a source
    /// is the object `key`. Nil accepts no such form.
    public var bucket: String?

    public init(
        bodyLimit: Int = 2 << 20, fileLimit: Int = 100 << 20, sourceLimit: Int = 200,
        longestWait: Duration = .seconds(60), bucket: String? = nil
    ) {
        self.bodyLimit = bodyLimit
        self.fileLimit = fileLimit
        self.sourceLimit = sourceLimit
        self.longestWait = longestWait
        self.bucket = bucket
    }
}
