/// Reads how a Word file looks.
struct ReferenceReader {
    let limits: ExtractionLimits

    /// - Throws: ``UnreadableSource`` for what is no Word file, or has no styles.
    func read(_ file: SourceFile) throws -> ReferenceContent {
        guard file.format == .docx else {
            throw file.unreadable(
                .unsupported, "is no Word document (.docx): a reference document must be one, since it gives styles.")
        }
        let package = try OfficePackage(file, limits: limits)
        let main = try package.mainPart(fallback: "word/document.xml")
        let links = try package.relationships(of: main)
        guard let styles = links.first("styles") else {
            throw file.unreadable(.unsupported, "has no styles: save it from Word and upload it again.")
        }
        let theme = WordThemeHandler()
        if let part = links.first("theme") { try package.parse(part, into: theme) }
        let sheet = StyleSheetHandler(theme: theme.theme)
        try package.parse(styles, into: sheet)
        let body = ReferenceBodyHandler()
        try package.parse(main, into: body)
        return ReferenceContent(
            source: file.description, defaults: Self.defaults(sheet.elements),
            styles: Self.styles(sheet.elements, uses: body.uses), pages: body.pages)
    }

    private static func defaults(_ elements: [StyleElement]) -> [StyleElement] {
        elements.filter { $0.name == "docDefaults" }.prefix(1).flatMap(\.children).flatMap(\.children)
    }

    /// Each id once; styles of lists are left out, since numbers are written literally.
    private static func styles(_ elements: [StyleElement], uses: [String: Int]) -> [ReferenceContent.Style] {
        var seen: Set<String> = []
        return elements.compactMap { element in
            guard element.name == "style", let id = element["styleId"], let name = element.first("name")?["val"],
                // The type is optional and a paragraph style is the default.
                let kind = ReferenceContent.Style.Kind(rawValue: element["type"] ?? "paragraph"),
                seen.insert(id).inserted
            else { return nil }
            return ReferenceContent.Style(
                kind: kind, id: id, name: name, basedOn: element.first("basedOn")?["val"],
                next: element.first("next")?["val"],
                isDefault: ["1", "true", "on"].contains(element["default"]), uses: uses[id] ?? 0,
                properties: element.children.filter { !["name", "basedOn", "next"].contains($0.name) })
        }
    }
}
