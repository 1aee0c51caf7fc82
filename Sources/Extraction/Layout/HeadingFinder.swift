/// Finds a document's headings, trusting what says it best: its outline, then its own table of contents, then numbers
/// that continue each other, then attachments' titles, and large type only where there is nothing else.
struct HeadingFinder {
    /// An entry of the file's outline.
    struct OutlineEntry: Equatable {
        var title: String
        var page: Int
        /// From 1.
        var level: Int
    }

    private let rows: [LayoutRow]
    /// Indices of rows that may be headings, in order.
    private let candidates: [Int]
    private let bodyHeight: Double
    private var found: [Int: HeadingSpan] = [:]
    private var taken: Set<Int> = []

    /// A title rarely goes over more lines than this.
    private static let mostRows = 6

    init(rows: [LayoutRow], candidates: [Int]) {
        self.rows = rows
        self.candidates = candidates
        bodyHeight = Self.commonHeight(candidates.map { rows[$0] })
    }

    /// The headings by the index of their first row.
    func headings(outline: [OutlineEntry], contents: [ContentsPages.Entry]) -> [Int: HeadingSpan] {
        var finder = self
        finder.match(outline)
        finder.match(contents)
        let hasEvidence = finder.found.count >= 3
        finder.findNumbered(hasEvidence: hasEvidence)
        finder.findAttachments()
        if !hasEvidence { finder.findLarge() }
        return finder.found
    }

    /// The height of most of the text.
    private static func commonHeight(_ rows: [LayoutRow]) -> Double {
        var characters: [Int: Int] = [:]
        for row in rows { characters[Int(row.height * 10), default: 0] += row.text.count }
        return Double(characters.max { $0.value < $1.value }?.key ?? 100) / 10
    }
}

// What the document says of itself.
extension HeadingFinder {
    private mutating func match(_ outline: [OutlineEntry]) {
        for entry in outline where !Self.isContents(entry.title) && DisplayLabel(entry.title) == nil {
            let near = candidates.filter { abs(rows[$0].page - entry.page) <= 1 && !taken.contains($0) }
            let spans = near.compactMap { span(of: HeadingKey.key(entry.title), from: $0) }
            guard let span = spans.first(where: { rows[$0.lowerBound].page == entry.page }) ?? spans.first else {
                continue
            }
            add(span, title: entry.title, level: entry.level)
        }
    }

    private mutating func match(_ contents: [ContentsPages.Entry]) {
        let indents = contents.map(\.indent).sorted()
        let offset = pageOffset(contents)
        var earliest = 0
        let known = Set(found.values.map { HeadingKey.key(($0.number ?? "") + $0.text) })
        for entry in contents where !Self.isContents(entry.title) && DisplayLabel(entry.title) == nil {
            let key = HeadingKey.key(entry.title)
            // Lines without a page around a list of pages are its own title; a list of attachments has no pages.
            guard key.count >= 3, !known.contains(key), entry.page != nil || Self.isAttachment(entry.title) else {
                continue
            }
            let spans = candidates.filter { !taken.contains($0) && $0 >= earliest }.compactMap {
                span(of: key, from: $0)
            }
            let expected = entry.page.map { $0 + offset }
            guard let span = spans.first(where: { rows[$0.lowerBound].page == expected }) ?? spans.first else {
                continue
            }
            let isWanted = expected.map { abs(rows[span.lowerBound].page - $0) <= 1 } ?? true
            guard isWanted || HeadingNumber.split(entry.title).number != nil else { continue }
            let depth = Set(indents.filter { $0 < entry.indent - 4 }.map { Int($0 / 8) }).count + 1
            add(span, title: entry.title, level: entry.page == nil ? 1 : depth)
            earliest = span.lowerBound
        }
    }

    /// How much the file's pages are ahead of the printed numbers.
    private func pageOffset(_ contents: [ContentsPages.Entry]) -> Int {
        var votes: [Int: Int] = [:]
        for entry in contents {
            guard let page = entry.page, HeadingNumber.split(entry.title).number != nil else { continue }
            let key = HeadingKey.key(entry.title)
            guard let first = candidates.first(where: { span(of: key, from: $0) != nil }) else { continue }
            votes[rows[first].page - page, default: 0] += 1
        }
        return votes.max { ($0.value, -abs($0.key)) < ($1.value, -abs($1.key)) }?.key ?? 0
    }

    /// The rows from `start` that together read exactly as the key; nil when they do not.
    private func span(of key: String, from start: Int) -> Range<Int>? {
        var rest = Substring(key)
        var index = start
        while !rest.isEmpty {
            guard index < rows.count, index - start < Self.mostRows, rows[index].page == rows[start].page else {
                return nil
            }
            let part = HeadingKey.key(rows[index].text)
            guard !part.isEmpty, rest.hasPrefix(part) else { return nil }
            rest = rest.dropFirst(part.count)
            index += 1
        }
        return start < index ? start..<index : nil
    }

    private mutating func add(_ span: Range<Int>, title: String? = nil, level: Int) {
        guard taken.isDisjoint(with: span) else { return }
        let printed = span.map { rows[$0].text }.joined(separator: " ").onOneLine
        var (number, text) = HeadingNumber.split(printed)
        // A typing error in the text, such as a missing blank, need not be one in the contents.
        if number == nil, let title {
            let split = HeadingNumber.split(title)
            if split.number != nil { (number, text) = split }
        }
        let isAttachment = Self.isAttachment(printed)
        let depth = number.map(Self.depth) ?? (isAttachment ? 1 : level)
        found[span.lowerBound] = HeadingSpan(
            start: span.lowerBound, count: span.count, level: max(1, isAttachment ? 1 : depth), number: number,
            text: text)
        taken.formUnion(span)
    }

    private static func depth(_ number: String) -> Int {
        number.hasPrefix("Appendix") ? 1 : number.split(separator: ".").count
    }

    private static func isContents(_ title: String) -> Bool {
        let key = HeadingKey.key(title)
        return key == "tableofcontents" || key == "contents" || key.hasPrefix("listof")
    }
}

// What the page shows.
extension HeadingFinder {
    /// Headings that are missing from outline and contents: deeper levels often are.
    private mutating func findNumbered(hasEvidence: Bool) {
        var last: [Int]?
        for index in candidates {
            if let heading = found[index] {
                last = heading.number.flatMap(Self.parts) ?? last
                continue
            }
            let (number, text) = HeadingNumber.split(rows[index].text)
            guard !taken.contains(index), let number, let parts = Self.parts(number), Self.isTitle(text),
                rows[index].segments.count <= 2, Self.follows(parts, last), stands(index, alone: parts.count == 1)
            else { continue }
            // Single numbers open the items of lists; where the contents name the chapters, they name all of them.
            guard parts.count > 1 || !hasEvidence else { continue }
            add(index..<(index + 1), level: parts.count)
            last = parts
        }
    }

    private static func parts(_ number: String) -> [Int]? {
        let parts = number.split(separator: ".").map { Int($0) }
        return parts.contains(nil) ? nil : parts.compactMap { $0 }
    }

    /// Whether a number comes right after another one: its first child, its next sibling, or an ancestor's.
    static func follows(_ number: [Int], _ last: [Int]?) -> Bool {
        guard let last else { return number.allSatisfy { $0 == 1 } }
        if number == last + [1] { return true }
        guard number.count <= last.count, let end = number.last else { return false }
        return Array(number.dropLast()) == Array(last.prefix(number.count - 1)) && end == last[number.count - 1] + 1
    }

    private static func isTitle(_ text: String) -> Bool {
        guard let first = text.first, let end = text.last, text.count <= 120 else { return false }
        return (first.isUppercase || first.isNumber) && !".;,:".contains(end) && text.contains(where: \.isLetter)
    }

    /// Whether there is room above it; a chapter's needs room below too, or larger type.
    private func stands(_ index: Int, alone: Bool) -> Bool {
        let row = rows[index]
        let above = index > 0 && rows[index - 1].page == row.page ? row.y0 - rows[index - 1].y1 : .infinity
        let below = index + 1 < rows.count && rows[index + 1].page == row.page ? rows[index + 1].y0 - row.y1 : .infinity
        let leading = commonGap
        guard above > leading + 0.15 * row.height else { return row.height > bodyHeight * 1.08 }
        return !alone || row.height > bodyHeight * 1.08 || below > leading + 0.15 * row.height
    }

    /// The space between two lines of one paragraph.
    private var commonGap: Double {
        let gaps = zip(candidates, candidates.dropFirst()).compactMap { upper, lower -> Double? in
            guard rows[upper].page == rows[lower].page else { return nil }
            let gap = rows[lower].y0 - rows[upper].y1
            return gap > -rows[upper].height && gap < rows[upper].height ? gap : nil
        }
        return gaps.sorted().dropFirst(gaps.count / 3).first ?? 0
    }

    /// Titles of attachments, which open a page in larger type.
    private mutating func findAttachments() {
        for index in candidates where !taken.contains(index) && Self.isAttachment(rows[index].text) {
            let opensPage = candidates.first { rows[$0].page == rows[index].page } == index
            guard opensPage, rows[index].height > bodyHeight * 1.08 else { continue }
            add(index..<largeEnd(from: index), level: 1)
        }
    }

    /// `Appendix 3`, `Protocol Attachment LZZT.1`.
    static func isAttachment(_ text: String) -> Bool {
        let words = text.split(separator: " ").prefix(3)
        guard
            let place = words.firstIndex(where: {
                ["Appendix", "Attachment", "Annex", "APPENDIX", "ATTACHMENT"].contains($0)
            }),
            place <= 1, words.indices.contains(place + 1)
        else { return false }
        let mark = words[place + 1].filter { $0.isLetter || $0.isNumber }
        return mark.contains(where: \.isNumber) || (mark.count == 1 && mark.allSatisfy(\.isUppercase))
    }

    private mutating func findLarge() {
        let sizes = Set(candidates.map { Int(rows[$0].height * 2) }.filter { Double($0) / 2 > bodyHeight * 1.12 })
            .sorted(by: >)
        for index in candidates where !taken.contains(index) && rows[index].height > bodyHeight * 1.12 {
            let end = largeEnd(from: index)
            let text = rows[index..<end].map(\.text).joined(separator: " ")
            guard text.count <= 200, text.count >= 3, text.contains(where: \.isLetter), text.last != "." else {
                continue
            }
            let rank = sizes.firstIndex(of: Int(rows[index].height * 2)) ?? 0
            add(index..<end, level: min(rank + 1, 4))
        }
    }

    /// The end of the rows that go on in the same large type, close to each other.
    private func largeEnd(from start: Int) -> Int {
        var end = start + 1
        while end < rows.count, end - start < Self.mostRows, !taken.contains(end), rows[end].page == rows[start].page,
            abs(rows[end].height - rows[start].height) < 0.6, rows[end].y0 - rows[end - 1].y1 < rows[start].height
        { end += 1 }
        return end
    }
}
