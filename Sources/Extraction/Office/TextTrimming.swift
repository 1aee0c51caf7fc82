extension UInt8 {
    var isASCIILetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
}

extension StringProtocol {
    /// Without blanks, tabs and line ends at both ends.
    var trimmed: String {
        if hasPlainEnds { return String(self) }
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

    /// Whether it begins and ends with an ASCII letter, digit or sign: nearly all text does, and asking Unicode of a
    /// character takes far longer.
    private var hasPlainEnds: Bool {
        let plain: ClosedRange<UInt8> = 0x21...0x7E
        return utf8.withContiguousStorageIfAvailable { bytes in
            guard let first = bytes.first, let last = bytes.last else { return true }
            return plain.contains(first) && plain.contains(last)
        } ?? false
    }

    /// Its words, parted by single blanks.
    var onOneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
