/// The label that opens the title of a table, figure or listing, such as `Table 14-2.01`.
struct DisplayLabel: Equatable {
    enum Kind: String, CaseIterable {
        case table, figure, listing
    }

    var kind: Kind
    /// As printed, such as `Table 14-2.01`.
    var label: String
    /// What follows it, without the sign that parts the two.
    var title: String
    /// Whether a colon, full stop, dash, tab or line end stands between label and title.
    var isSetApart: Bool

    /// Reads the label at the start of a text; nil when there is none.
    init?(_ text: String) {
        let text = text.trimmed
        guard let first = text.utf8.first, "tflTFL".utf8.contains(first) else { return nil }
        guard let wordEnd = text.firstIndex(where: \.isWhitespace),
            let kind = Kind(rawValue: text[..<wordEnd].lowercased())
        else { return nil }
        let rest = text[wordEnd...].drop(while: \.isWhitespace)
        let number = rest.prefix { $0.isLetter || $0.isNumber || ".-–_".contains($0) }
        let trimmedNumber = number.trimmingSuffix { ".-–_".contains($0) }
        guard Self.isNumber(trimmedNumber) else { return nil }
        let after = rest[trimmedNumber.endIndex...]
        let title = after.drop { $0.isWhitespace || ":.–—-".contains($0) }
        self.kind = kind
        label = "\(text[..<wordEnd]) \(trimmedNumber)"
        self.title = title.onOneLine
        isSetApart = after[..<title.startIndex].contains { $0 != " " }
    }

    /// Whether it reads as a title and not as the start of a sentence (`Table 3 shows …`).
    var isTitle: Bool {
        guard let first = title.first else { return true }
        return isSetApart || ((first.isUppercase || first.isNumber) && !title.hasSuffix("."))
    }

    /// `14-2.01`, `3`, `A1`, `IV`: a digit somewhere, or a few capitals.
    private static func isNumber(_ text: Substring) -> Bool {
        text.contains(where: \.isNumber) || (!text.isEmpty && text.count <= 4 && text.allSatisfy(\.isUppercase))
    }
}

extension Substring {
    fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> Substring {
        var rest = self
        while let last = rest.last, predicate(last) { rest.removeLast() }
        return rest
    }
}
