extension HTMLBlocks {
    /// Writes the text read so far as a block of its own. Inside a cell or caption a boundary is only a line end.
    func flush() {
        if cell != nil || isInCaption {
            if let last = text.last, last != "\n" { text += "\n" }
            return
        }
        let line = text.trimmed
        text = ""
        defer { heading = nil }
        guard !line.isEmpty else { return }
        lineCount += 1
        if let heading {
            let (number, words) = HeadingNumber.split(line)
            append(.heading(level: heading, number: number, text: words.onOneLine))
        } else if let marker {
            append(.listItem(level: max(lists.count - 1, 0), marker: marker, text: line))
            self.marker = nil
        } else if TableNote.isNote(line), let last = blocks.indices.last, case .table(var table) = blocks[last].content
        {
            table.footnotes.append(line.onOneLine)
            blocks[last].content = .table(table)
        } else {
            append(.paragraph(text: line))
        }
    }

    func append(_ content: Block.Content) {
        blocks.append(Block(index: 0, content: content, provenance: Provenance(paragraph: max(lineCount, 1))))
    }
}
