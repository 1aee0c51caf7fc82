/// Gives the one table of a display what its page header and footer say about it.
struct RTFDisplay {
    let groups: RTFGroups

    func arranged(_ content: ExtractedContent) -> ExtractedContent {
        let tables = content.blocks.indices.filter {
            if case .table = content.blocks[$0].content { true } else { false }
        }
        guard groups.hasHeader, tables.count == 1, let place = tables.first,
            case .table(var table) = content.blocks[place].content
        else { return content }
        let header = content.blocks[..<place].map(\.text)
        let footer = groups.hasFooter ? content.blocks[(place + 1)...].map(\.text) : []
        guard let title = RunningTitle(header: header, footer: footer) else { return content }
        table.label = title.label
        table.caption = title.caption
        table.subtitles = title.subtitles
        table.footnotes += title.footnotes
        let leading = table.rows.prefix(groups.headerRows).prefix { $0.allSatisfy { $0.text.isEmpty } }.count
        table.rows.removeFirst(leading)
        table.headerRows = max(table.headerRows, groups.headerRows - leading)
        while let last = table.rows.last, last.allSatisfy({ $0.text.isEmpty }) { table.rows.removeLast() }
        var arranged = content
        arranged.blocks = [content.blocks[place]] + (groups.hasFooter ? [] : content.blocks[(place + 1)...])
        arranged.blocks[0].content = .table(table)
        for index in arranged.blocks.indices { arranged.blocks[index].index = index }
        arranged.furniture += title.rest
        return arranged
    }
}
