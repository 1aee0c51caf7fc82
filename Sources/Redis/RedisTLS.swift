/// How a `rediss://` connection is secured and whom it trusts.
public struct RedisTLS: Sendable, Hashable {
    /// A PEM file of the authorities to trust; nil trusts those of the system.
    public var authorityFile: String?

    /// Whether any certificate under any name is accepted.
    ///
    /// Then the connection is secret from those who only listen, and from nobody else. Never set by a URL.
    public var acceptsAnyCertificate: Bool

    /// The name the certificate must bear, where it is not the endpoint's host.
    public var serverName: String?

    /// PEM files of a certificate chain and its key, for servers that ask their clients for one.
    public var identity: Identity?

    public struct Identity: Sendable, Hashable {
        public var certificateFile: String
        public var keyFile: String

        public init(certificateFile: String, keyFile: String) {
            self.certificateFile = certificateFile
            self.keyFile = keyFile
        }
    }

    public init(
        authorityFile: String? = nil, acceptsAnyCertificate: Bool = false, serverName: String? = nil,
        identity: Identity? = nil
    ) {
        self.authorityFile = authorityFile
        self.acceptsAnyCertificate = acceptsAnyCertificate
        self.serverName = serverName
        self.identity = identity
    }
}
