/// Brings what stands in an RTF file's page header and footer into its body, where pandoc reads it.
///
/// Programs that make statistical tables put the table's number, title, population and even its heading rows into the
/// header, and its notes into the footer; pandoc drops both. RTF is groups in braces, so that a header becomes body text
/// when its group's keyword is gone.
struct RTFGroups {
    /// The file with its first header in front of the body and its first footer behind it.
    private(set) var bytes: [UInt8]
    /// Rows of tables in that header.
    private(set) var headerRows = 0
    private(set) var hasHeader = false
    private(set) var hasFooter = false
    /// Of all tables, in order.
    private(set) var rows: [RTFRow] = []

    private static let brace = (open: UInt8(ascii: "{"), close: UInt8(ascii: "}"), escape: UInt8(ascii: "\\"))

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var footer: [UInt8] = []
        if let range = Self.group("footer", in: bytes) {
            footer = Self.opened(bytes[range], keyword: "footer")
            self.bytes.removeSubrange(range)
            hasFooter = true
        }
        if let range = Self.group("header", in: self.bytes) {
            let group = Self.opened(self.bytes[range], keyword: "header")
            headerRows = Self.count("\\row", in: group)
            self.bytes.replaceSubrange(range, with: group)
            hasHeader = true
        }
        if let end = self.bytes.lastIndex(of: Self.brace.close) {
            self.bytes.insert(contentsOf: Array("\\pard\\par ".utf8) + footer, at: end)
        }
        let found = RTFRows(Self.replacing(self.bytes, "\\pmartabqr", with: "\\par"))
        self.bytes = found.bytes
        rows = found.rows
    }

    /// The first group of this keyword, also of its variants for left, right and first pages.
    private static func group(_ keyword: String, in bytes: [UInt8]) -> Range<Int>? {
        let mark = Array("{\\\(keyword)".utf8)
        guard let start = bytes.firstRange(of: mark)?.lowerBound else { return nil }
        var depth = 0
        var index = start
        while index < bytes.count {
            switch bytes[index] {
            case brace.escape: index += 1
            case brace.open: depth += 1
            case brace.close: depth -= 1
            default: break
            }
            index += 1
            if depth == 0 { return start..<min(index, bytes.count) }
        }
        return nil
    }

    /// The group without the keyword that sets it apart.
    private static func opened(_ group: ArraySlice<UInt8>, keyword: String) -> [UInt8] {
        let rest = group.dropFirst(2 + keyword.utf8.count).drop { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
        return [brace.open] + rest
    }

    private static func count(_ word: String, in bytes: [UInt8]) -> Int {
        bytes.ranges(of: Array(word.utf8)).count { range in
            guard range.upperBound < bytes.count else { return true }
            return !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(bytes[range.upperBound])
        }
    }

    private static func replacing(_ bytes: [UInt8], _ word: String, with other: String) -> [UInt8] {
        bytes.firstRange(of: Array(word.utf8)) == nil
            ? bytes : bytes.replacing(Array(word.utf8), with: Array(other.utf8))
    }
}
