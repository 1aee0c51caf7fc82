/// The boundary of a `multipart/form-data` body, out of its `Content-Type`.
enum MultipartBoundary {
    /// Nil for another type, or when the boundary is missing or longer than the 70 characters of RFC 2046.
    static func of(_ contentType: String?) -> String? {
        guard let contentType, contentType.lowercased().hasPrefix("multipart/form-data") else { return nil }
        for parameter in contentType.split(separator: ";").dropFirst() {
            let pair = parameter.split(separator: "=", maxSplits: 1).map(\.trimmed)
            guard pair.count == 2, pair[0].lowercased() == "boundary" else { continue }
            let boundary = pair[1].hasPrefix("\"") ? String(pair[1].dropFirst().dropLast()) : pair[1]
            return (1...70).contains(boundary.utf8.count) ? boundary : nil
        }
        return nil
    }
}
