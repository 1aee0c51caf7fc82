/// Tells by a file's first bytes what it is.
public protocol UploadSniffing: Sendable {
    /// - Parameters:
    ///   - head: the first bytes, at most ``UploadHead/size``.
    ///   - isWhole: that is all there is.
    ///   - name: only breaks a tie between kinds of text.
    func kind(of head: [UInt8], isWhole: Bool, name: String) -> UploadKind
}

/// What an upload was found to be.
public enum UploadKind: Sendable, Equatable {
    /// A source that can be read; the word is recorded with the file, such as `pdf`.
    case readable(format: String)
    /// Nothing that can be read; one sentence names the file, what it is and what to do.
    case unreadable(String)
}
