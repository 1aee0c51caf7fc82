/// A file about to be read, its format already told by its content.
public struct SourceFile: Sendable, Equatable {
    /// Where its bytes are on this machine; never shown to a client.
    public var path: String
    /// The name its owner gave it; what messages and citations call it.
    public var name: String
    /// Of the whole file, lower-case hexadecimal.
    public var sha256: String
    /// In bytes.
    public var size: Int
    public var format: SourceFormat

    public init(path: String, name: String, sha256: String, size: Int, format: SourceFormat) {
        self.path = path
        self.name = name
        self.sha256 = sha256
        self.size = size
        self.format = format
    }

    /// What ``ExtractedContent/source`` says of it.
    public var description: SourceDescription {
        SourceDescription(name: name, sha256: sha256, size: size, format: format)
    }

    /// The error of a file that cannot be read: `<name> <predicate>`.
    ///
    /// - Parameter predicate: The rest of the sentence, such as `is encrypted: remove its password and upload it again.`
    public func unreadable(_ reason: UnreadableSource.Reason, _ predicate: String) -> UnreadableSource {
        UnreadableSource(source: name, reason: reason, message: "\(name) \(predicate)")
    }
}
