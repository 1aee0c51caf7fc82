/// What the document says of itself.
extension HeadingFinder {
    mutating func match(_ outline: [OutlineEntry]) {
        for entry in outline where !Self.isContents(entry.title) && DisplayLabel(entry.title) == nil {
            let key = HeadingKey.key(entry.title)
            let near = keys.starts(of: key).filter { abs(rows[$0].page - entry.page) <= 1 && !taken.contains($0) }
            let spans = near.compactMap { span(of: key, from: $0) }
            guard let span = spans.first(where: { rows[$0.lowerBound].page == entry.page }) ?? spans.first else {
                continue
            }
            add(span, title: entry.title, level: entry.level)
        }
    }

    mutating func match(_ contents: [ContentsPages.Entry]) {
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
            let free = keys.starts(of: key).filter { !taken.contains($0) && $0 >= earliest }
            let spans = free.compactMap { span(of: key, from: $0) }
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
            guard let first = keys.starts(of: key).first(where: { span(of: key, from: $0) != nil }) else { continue }
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
            let part = keys[index]
            guard !part.isEmpty, rest.hasPrefix(part) else { return nil }
            rest = rest.dropFirst(part.count)
            index += 1
        }
        return start < index ? start..<index : nil
    }

    private static func isContents(_ title: String) -> Bool {
        let key = HeadingKey.key(title)
        return key == "tableofcontents" || key == "contents" || key.hasPrefix("listof")
    }
}
