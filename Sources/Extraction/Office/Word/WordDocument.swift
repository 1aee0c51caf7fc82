/// The parts of one Word file, read in the order in which they need each other.
struct WordDocument {
    let package: OfficePackage
    let part: String
    let links: OfficeRelationships

    func content() throws -> ExtractedContent {
        let definitions = try definitions()
        let body = WordStoryHandler(definitions: definitions, limits: package.limits)
        try package.parse(part, into: body)
        let properties = try package.properties()
        let hasPages = Self.trusts(body.story, pages: properties.pages)
        let notes = try notes(definitions)
        let blocks = WordBlocks(body.story, notes: notes, hasPages: hasPages).blocks
        var running = WordRunningLines(sections: body.story.sections)
        try running.read { try lines(ofPart: $0, definitions) }
        let titled = running.titled(blocks)
        let firstTitle = body.story.elements.lazy.compactMap(Self.title).first
        return ExtractedContent(
            source: package.file.description, pageCount: hasPages ? max(body.story.lastPage, 1) : nil,
            title: properties.title ?? firstTitle, blocks: titled.blocks, furniture: titled.furniture,
            warnings: body.story.hasTrackedChanges ? [Self.trackedChanges] : [])
    }

    private static let trackedChanges = ExtractionWarning(
        code: "tracked_changes",
        message: "The document has tracked changes: insertions were accepted and deletions left out.")

    /// Word notes page breaks as it last saw them; other programs leave old notes behind, or none. They are trusted
    /// when they give about as many pages as the file says it has.
    private static func trusts(_ story: WordStory, pages: Int?) -> Bool {
        guard story.pageHints > 0 else { return false }
        guard let pages else { return true }
        return abs(story.lastPage - pages) <= max(1, pages / 10)
    }

    private static func title(_ element: WordElement) -> String? {
        guard case .paragraph(let paragraph) = element, paragraph.isTitle else { return nil }
        return paragraph.text.onOneLine
    }

    private func definitions() throws -> WordDefinitions {
        var definitions = WordDefinitions()
        if let part = links.first("styles") {
            let handler = WordStylesHandler()
            try package.parse(part, into: handler)
            definitions.styles = handler.styles
        }
        if let part = links.first("numbering") {
            let handler = WordNumberingHandler()
            try package.parse(part, into: handler)
            definitions.numbering = handler.numbering
        }
        return definitions
    }

    private func notes(_ definitions: WordDefinitions) throws -> [WordNoteReference.Kind: [String: String]] {
        var notes: [WordNoteReference.Kind: [String: String]] = [:]
        for (kind, name) in [(WordNoteReference.Kind.footnote, "footnotes"), (.endnote, "endnotes")] {
            guard let part = links.first(name) else { continue }
            let handler = WordStoryHandler(definitions: definitions, limits: package.limits)
            try package.parse(part, into: handler)
            notes[kind] = handler.notes
        }
        return notes
    }

    /// The lines of a header or footer: each paragraph, and each cell of its tables.
    private func lines(ofPart id: String, _ definitions: WordDefinitions) throws -> [String] {
        guard let part = links.targets[id]?.part else { return [] }
        let handler = WordStoryHandler(definitions: definitions, limits: package.limits)
        try package.parse(part, into: handler)
        let lines = handler.story.elements.flatMap { element in
            switch element {
            case .paragraph(let paragraph): paragraph.text.split(separator: "\n").map(String.init)
            case .table(let table): table.table.rows.flatMap { $0.map(\.text) }
            }
        }
        return lines.map(\.onOneLine).filter { !$0.isEmpty }
    }
}
