import NIOSSL

extension RedisTLS {
    /// Reads the files and makes what NIOSSL wants; throws when a file is missing or is no PEM.
    func makeContext() throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        if acceptsAnyCertificate {
            configuration.certificateVerification = .none
        }
        if let authorityFile {
            configuration.trustRoots = .file(authorityFile)
        }
        if let identity {
            configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(identity.certificateFile)
                .map { .certificate($0) }
            configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: identity.keyFile, format: .pem))
        }
        return try NIOSSLContext(configuration: configuration)
    }
}
