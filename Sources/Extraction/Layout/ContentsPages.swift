/// The document's own table of contents and lists of tables: no content, but the best evidence of what its headings are.
struct ContentsPages {
    /// An entry of a table of contents.
    struct Entry: Equatable {
        var title: String
        /// The printed number; nil in lists without page numbers.
        var page: Int?
        /// Where the entry starts; deeper entries start further right.
        var indent: Double
    }

    private(set) var rows: Set<Int> = []
    private(set) var entries: [Entry] = []

    init(rows all: [LayoutRow], skipping furniture: Set<Int>) {
        let pages = Dictionary(grouping: all.indices.filter { !furniture.contains($0) }) { all[$0].page }
        for (_, indices) in pages.sorted(by: { $0.key < $1.key }) { read(indices, of: all) }
    }

    private mutating func read(_ indices: [Int], of all: [LayoutRow]) {
        let leaders = indices.filter { Self.leader(all[$0].text) != nil }
        let opening = indices.first { Self.isOpening(all[$0].text) }
        // A list of tables may open where the contents, begun on the page before, end.
        let goesOn = leaders.count >= 3 ? leaders.first : nil
        guard let start = [opening, goesOn].compactMap(\.self).min() else { return }
        let lists = indices.filter { Self.isList(all[$0].text) }
        // A list at the end of the page has no leaders of its own; without one, text may follow the last leader.
        let end =
            lists.last.map { $0 > (leaders.last ?? 0) } == true
            ? indices.last : leaders.last ?? numbered(indices, all).last
        guard let end, end > start else { return }
        let region = indices.filter { $0 >= start && $0 <= end }
        rows.formUnion(region)
        collect(region, of: all)
    }

    /// Rows that end in a number at the right edge, as in a list of tables set without leaders.
    private func numbered(_ indices: [Int], _ all: [LayoutRow]) -> [Int] {
        indices.filter { all[$0].segments.count > 1 && Int(all[$0].segments.last?.text ?? "") != nil }
    }

    private mutating func collect(_ region: [Int], of all: [LayoutRow]) {
        var pending: (text: String, indent: Double)?
        for index in region {
            let row = all[index]
            guard !Self.isOpening(row.text), !Self.isColumnHead(row.text) else {
                flush(&pending)
                continue
            }
            let number = Self.leader(row.text) ?? Self.trailingNumber(row)
            let text = number?.title ?? row.text
            // A title over two lines: only the last bears the page.
            if let first = pending, !Self.startsEntry(row, after: first.indent) {
                pending = (first.text + " " + text, first.indent)
            } else {
                flush(&pending)
                pending = (text, row.x0)
            }
            if let number, let entry = pending {
                entries.append(Entry(title: entry.text.trimmed, page: number.page, indent: entry.indent))
                pending = nil
            }
        }
        flush(&pending)
    }

    private mutating func flush(_ pending: inout (text: String, indent: Double)?) {
        if let entry = pending { entries.append(Entry(title: entry.text.trimmed, page: nil, indent: entry.indent)) }
        pending = nil
    }

    /// A row that continues the one above is set further right and has no number of its own.
    private static func startsEntry(_ row: LayoutRow, after indent: Double) -> Bool {
        row.x0 <= indent + 1 || HeadingNumber.split(row.text).number != nil
    }

    /// `Title ........ 12`.
    static func leader(_ text: String) -> (title: String, page: Int)? {
        let digits = text.reversed().prefix(while: \.isNumber).count
        guard (1...4).contains(digits), let page = Int(text.suffix(digits)) else { return nil }
        let before = text.dropLast(digits).trimmedAtEnd
        let leaders = before.reversed().prefix { ".…·_ ".contains($0) }
        guard leaders.count(where: { $0 != " " }) >= 4 || leaders.contains("…") else { return nil }
        return (String(before.dropLast(leaders.count)), page)
    }

    private static func trailingNumber(_ row: LayoutRow) -> (title: String, page: Int)? {
        guard row.segments.count > 1, let last = row.segments.last, let page = Int(last.text) else { return nil }
        return (row.segments.dropLast().map(\.text).joined(separator: " "), page)
    }

    /// The heading of a table of contents or of a list of tables.
    private static func isOpening(_ text: String) -> Bool {
        // Cheap, since every row is asked: such headings are short and begin with one of three letters.
        guard text.utf8.count <= 60, let first = text.utf8.first, "tTcClL".utf8.contains(first) else { return false }
        let words = text.lowercased().split { !$0.isLetter }
        return words.starts(with: ["table", "of", "contents"]) && words.count <= 4 || words == ["contents"]
            || isList(text)
    }

    private static func isList(_ text: String) -> Bool {
        guard text.utf8.count <= 60, let first = text.utf8.first, "lL".utf8.contains(first) else { return false }
        let words = text.lowercased().split { !$0.isLetter }
        guard words.starts(with: ["list", "of"]), words.count <= 5 else { return false }
        let kinds: Set = ["tables", "figures", "appendices", "attachments", "annexes", "listings"]
        return words.contains { kinds.contains(String($0)) }
    }

    private static func isColumnHead(_ text: String) -> Bool {
        let words = text.lowercased().split(separator: " ")
        return words.last == "page" && words.count <= 2 || words == ["section"]
    }
}
