/// Why a piece of XML was refused.
enum XMLFailure: Error, Equatable {
    /// It declares a document type, which only exists to define entities and defaults.
    case documentType
    /// Its elements nest deeper than the limit given here.
    case tooDeep(limit: Int)
    /// It is not well-formed; the words are libxml2's.
    case malformed(line: Int, message: String)
}
