/// An authority and a certificate for `localhost`, and for no address, made by the openssl program.
public struct TestCertificates: Sendable {
    public let authorityFile: String
    public let certificateFile: String
    public let keyFile: String

    /// Makes the files in a directory; valid for a day.
    static func make(in directory: String) async throws -> TestCertificates {
        let files = TestCertificates(
            authorityFile: "\(directory)/ca.crt", certificateFile: "\(directory)/server.crt",
            keyFile: "\(directory)/server.key")
        let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"]
        let authority = ["-subj", "/CN=Test authority", "-keyout", "\(directory)/ca.key", "-out", files.authorityFile]
        let server = [
            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
            "-addext", "basicConstraints=critical,CA:FALSE", "-CA", files.authorityFile,
            "-CAkey", "\(directory)/ca.key", "-keyout", files.keyFile, "-out", files.certificateFile,
        ]
        for arguments in [authority, server] {
            try await ChildProcess.run(
                "openssl", ["req", "-x509"] + curve + arguments, output: "\(directory)/openssl.log")
        }
        return files
    }
}
