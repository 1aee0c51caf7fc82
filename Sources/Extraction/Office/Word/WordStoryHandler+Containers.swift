extension WordStoryHandler {
    /// A text box or a note: its paragraphs are gathered apart.
    func beginContainer(_ tag: XMLTag) {
        containers.append([])
        switch tag.name {
        case "w:txbxContent": boxDepth += 1
        // Separators between text and notes are kept as notes of a type of their own.
        default: noteID = tag["type"] == nil || tag["type"] == "normal" ? tag["id"] : nil
        }
    }

    func endContainer(_ name: String) {
        guard containers.count > 1 else { return }
        let elements = containers.removeLast()
        guard name == "w:txbxContent" else {
            if let noteID { notes[noteID] = Self.plainText(elements) }
            return
        }
        boxDepth -= 1
        if paragraphs.isEmpty {
            containers[containers.count - 1] += elements
        } else {
            paragraphs[paragraphs.count - 1].boxes += elements
        }
    }

    private static func plainText(_ elements: [WordElement]) -> String {
        elements.map { element in
            switch element {
            case .paragraph(let paragraph): paragraph.text
            case .table(let table): table.table.plainText
            }
        }.joined(separator: "\n")
    }
}
