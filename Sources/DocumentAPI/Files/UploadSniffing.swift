/// Tells by a file's first bytes what it is.
public protocol UploadSniffing: Sendable {
    /// - Parameters:
    ///   - head: the first bytes, at most ``UploadHead/size``.
    ///   - isWhole: that is all there is.
    ///   - name: only breaks a tie between kinds of text.
    func kind(of head: [UInt8], isWhole: Bool, name: String) -> UploadKind
}
