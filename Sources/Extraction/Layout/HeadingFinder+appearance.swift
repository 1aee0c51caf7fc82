/// What the page shows.
extension HeadingFinder {
    /// Headings that are missing from outline and contents: deeper levels often are.
    mutating func findNumbered(hasEvidence: Bool) {
        var last: [Int]?
        for index in candidates {
            if let heading = found[index] {
                last = heading.number.flatMap(Self.parts) ?? last
                continue
            }
            guard HeadingNumber.mayOpen(rows[index].text) else { continue }
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

    static func commonGap(_ rows: [LayoutRow], _ candidates: [Int]) -> Double {
        let gaps = zip(candidates, candidates.dropFirst()).compactMap { upper, lower -> Double? in
            guard rows[upper].page == rows[lower].page else { return nil }
            let gap = rows[lower].y0 - rows[upper].y1
            return gap > -rows[upper].height && gap < rows[upper].height ? gap : nil
        }
        return gaps.sorted().dropFirst(gaps.count / 3).first ?? 0
    }

    /// Titles of attachments, which open a page in larger type.
    mutating func findAttachments() {
        for index in candidates where !taken.contains(index) && Self.isAttachment(rows[index].text) {
            let opensPage = candidates.first { rows[$0].page == rows[index].page } == index
            guard opensPage, rows[index].height > bodyHeight * 1.08 else { continue }
            add(index..<largeEnd(from: index), level: 1)
        }
    }

    /// `Appendix 3`, `Protocol Attachment LZZT.1`.
    static func isAttachment(_ text: String) -> Bool {
        // Quick, since every line is asked.
        guard text.utf8.prefix(60).contains(UInt8(ascii: "A")) else { return false }
        let words = text.split(separator: " ", maxSplits: 3).prefix(3)
        guard
            let place = words.firstIndex(where: {
                ["Appendix", "Attachment", "Annex", "APPENDIX", "ATTACHMENT"].contains($0)
            }),
            place <= 1, words.indices.contains(place + 1)
        else { return false }
        let mark = words[place + 1].filter { $0.isLetter || $0.isNumber }
        return mark.contains(where: \.isNumber) || (mark.count == 1 && mark.allSatisfy(\.isUppercase))
    }

    mutating func findLarge() {
        let sizes = Set(candidates.map { Int(rows[$0].height * 2) }.filter { Double($0) / 2 > bodyHeight * 1.12 })
            .sorted(by: >)
        for index in candidates where !taken.contains(index) && rows[index].height > bodyHeight * 1.12 {
            let end = largeEnd(from: index)
            let text = rows[index..<end].map(\.text).joined(separator: " ")
            guard text.count <= 200, text.count >= 3, text.contains(where: \.isLetter), text.last != ".",
                DisplayLabel(text)?.isTitle != true
            else {
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
