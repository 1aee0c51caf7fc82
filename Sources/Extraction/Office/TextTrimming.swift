extension StringProtocol {
    /// Without blanks, tabs and line ends at both ends.
    var trimmed: String {
        var rest = self[...]
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        return rest.trimmedAtEnd
    }

    /// Without blanks, tabs and line ends at its end.
    var trimmedAtEnd: String {
        var rest = self[...]
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }

    /// Its words, parted by single blanks.
    var onOneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
