/// Gives the tables of a display what its rows, its page header and footer and the lines around them say.
struct RTFDisplay {
    let groups: RTFGroups

    /// More lines than this above a table are not its title.
    private static let titleLimit = 5

    func arranged(_ content: ExtractedContent) -> ExtractedContent {
        var arranged = content
        arranged.blocks = shaped(content.blocks)
        arranged = running(arranged) ?? titled(arranged)
        for index in arranged.blocks.indices { arranged.blocks[index].index = index }
        return arranged
    }

    /// With the widths of cells, where the file's rows are those that were read.
    private func shaped(_ blocks: [Block]) -> [Block] {
        var rest = groups.rows[...]
        return blocks.map { block in
            guard case .table(let table) = block.content else { return block }
            var block = block
            if let shaped = table.shaped(by: rest.prefix(table.rows.count)) { block.content = .table(shaped) }
            rest = rest.dropFirst(table.rows.count)
            return block
        }
    }

    /// With what header and footer say of the one table; nil where they say nothing.
    private func running(_ content: ExtractedContent) -> ExtractedContent? {
        let tables = content.blocks.indices.filter {
            if case .table = content.blocks[$0].content { true } else { false }
        }
        guard groups.hasHeader, tables.count == 1, let place = tables.first,
            case .table(var table) = content.blocks[place].content
        else { return nil }
        let header = content.blocks[..<place].map(\.text)
        let footer = groups.hasFooter ? content.blocks[(place + 1)...].map(\.text) : []
        guard let title = RunningTitle(header: header, footer: footer) else { return nil }
        table.label = title.label
        table.caption = title.caption
        table.subtitles = title.subtitles
        table.footnotes += title.footnotes
        let leading = table.rows.prefix(groups.headerRows).prefix { $0.allSatisfy { $0.text.isEmpty } }.count
        table.rows.removeFirst(leading)
        table.headerRows = max(table.headerRows, groups.headerRows) - leading
        while let last = table.rows.last, last.allSatisfy({ $0.text.isEmpty }) { table.rows.removeLast() }
        var arranged = content
        arranged.blocks = [content.blocks[place]] + (groups.hasFooter ? [] : content.blocks[(place + 1)...])
        arranged.blocks[0].content = .table(table)
        arranged.furniture += title.rest
        return arranged
    }

    /// With the lines above tables as their titles; a table that carries on the one before under the same title is one
    /// with it.
    private func titled(_ content: ExtractedContent) -> ExtractedContent {
        var arranged = content
        arranged.blocks = content.blocks.reduce(into: []) { blocks, block in
            guard case .table(var table) = block.content else { return blocks.append(block) }
            arranged.furniture += takeTitle(&table, from: &blocks)
            if table.headerRows == 0 { table.headerRows = TableHeader.rows(of: table.rows) }
            if case .table(let former) = blocks.last?.content, let whole = former.continued(by: table) {
                blocks[blocks.count - 1].content = .table(whole)
            } else {
                blocks.append(block)
                blocks[blocks.count - 1].content = .table(table)
            }
        }
        return arranged
    }

    /// Moves the lines from a label on to the table below; returns those that say nothing of it.
    private func takeTitle(_ table: inout Table, from blocks: inout [Block]) -> [String] {
        let above = blocks.suffix(Self.titleLimit).reversed().prefix { block in
            if case .paragraph = block.content { true } else { false }
        }
        guard table.label == nil,
            let distance = above.map(\.text).firstIndex(where: { text in
                DisplayLabel(text).map { $0.kind != .figure && $0.isTitle } == true
            })
        else { return [] }
        let lines = blocks.suffix(distance + 1).flatMap { $0.text.split(whereSeparator: \.isNewline).map(\.trimmed) }
        guard let title = RunningTitle(header: lines, footer: []) else { return [] }
        table.label = title.label
        table.caption = title.caption.isEmpty ? nil : title.caption
        table.subtitles = title.subtitles
        blocks.removeLast(distance + 1)
        return title.rest
    }
}
