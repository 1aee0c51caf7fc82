/// Where credentials are found, by the names that the AWS tools use.
public enum S3CredentialSource: String, Sendable, CaseIterable {
    /// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, and `AWS_SESSION_TOKEN` where there is one.
    case environment
    /// The profile `AWS_PROFILE` (or `default`) of the file `AWS_SHARED_CREDENTIALS_FILE` (or `~/.aws/credentials`).
    case file
    /// The role of this machine, by the metadata service of the cloud (IMDSv2). Asked only when it is named: anything
    /// else that answers at that address would be believed.
    case instance
}
