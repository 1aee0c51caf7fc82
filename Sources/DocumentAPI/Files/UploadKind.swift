/// What an upload was found to be.
public enum UploadKind: Sendable, Equatable {
    /// A source that can be read; the word is recorded with the file, such as `pdf`.
    case readable(format: String)
    /// Nothing that can be read; one sentence names the file, what it is and what to do.
    case unreadable(String)
}
