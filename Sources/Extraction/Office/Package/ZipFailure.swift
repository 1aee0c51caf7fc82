/// Why a ZIP archive, or an entry of it, cannot be read.
enum ZipFailure: Error, Equatable {
    /// The words are libarchive's.
    case damaged(String)
    /// An entry is protected by a password.
    case encrypted
    /// Unpacking would pass one of the absolute caps.
    case tooLarge(String)
}
