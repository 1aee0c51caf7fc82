import Foundation

/// The file in which the AWS tools keep credentials by profile.
///
///     [default]
///     aws_access_key_id = …
///     aws_secret_access_key = …
struct SharedCredentialsFile {
    private let path: String
    private let profile: String

    init(environment: [String: String]) {
        // An empty variable is how compose files and systemd units write "not set".
        let variables = environment.filter { !$0.value.isEmpty }
        let home = variables["HOME"] ?? NSHomeDirectory()
        self.path = variables["AWS_SHARED_CREDENTIALS_FILE"] ?? "\(home)/.aws/credentials"
        self.profile = variables["AWS_PROFILE"] ?? "default"
    }

    /// The credentials of the profile; nil when there is no such file, profile or key in it.
    ///
    /// - Throws: ``S3Failure/noCredentials(_:)`` for a file that is there and cannot be read.
    func credentials() throws -> S3Credentials? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw S3Failure.noCredentials("\(path) cannot be read")
        }
        let fields = fields(in: String(decoding: data, as: UTF8.self))
        guard let accessKey = fields["aws_access_key_id"], let secretKey = fields["aws_secret_access_key"] else {
            return nil
        }
        return S3Credentials(
            accessKey: accessKey, secretKey: secretKey, sessionToken: fields["aws_session_token"])
    }

    private func fields(in text: String) -> [String: String] {
        var fields: [String: String] = [:]
        var isInProfile = false
        for line in text.split(whereSeparator: \.isNewline).map({ $0.trimmingCharacters(in: .whitespaces) }) {
            if line.hasPrefix("#") || line.hasPrefix(";") { continue }
            if line.hasPrefix("[") {
                isInProfile = line.trimmingCharacters(in: CharacterSet(charactersIn: "[] \t")) == profile
            } else if isInProfile, let equals = line.firstIndex(of: "=") {
                let name = line[..<equals].trimmingCharacters(in: .whitespaces).lowercased()
                fields[name] = line[line.index(after: equals)...].trimmingCharacters(in: .whitespaces)
            }
        }
        return fields
    }
}
