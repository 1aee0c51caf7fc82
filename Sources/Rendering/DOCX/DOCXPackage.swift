/// The parts of the file: what each holds, of which type it is and how they refer to each other.
struct DOCXPackage {
    let composition: Composition
    let look: DocumentLook
    let date: Timestamp
    /// `word/document.xml`.
    let document: [UInt8]
    let comments: [[Manuscript.Citation]]
    let footnotes: [[Manuscript.Citation]]

    private struct Part {
        var path: String
        var type: String
        /// Identifier and kind of the relationship by which the main document refers to it; nil for the others.
        var relationship: (id: String, kind: String)?
        var bytes: [UInt8]
    }

    private static let wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    private static let relationshipType = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    private static let packageType = "http://schemas.openxmlformats.org/package/2006/"

    /// `[Content_Types].xml` first, as the packaging convention wants it.
    func entries() -> [ZIPWriter.Entry] {
        let parts = wordParts() + propertyParts()
        return [
            .init(path: "[Content_Types].xml", bytes: contentTypes(parts)),
            .init(path: "_rels/.rels", bytes: packageRelationships()),
            .init(path: "word/document.xml", bytes: document),
            .init(path: "word/_rels/document.xml.rels", bytes: documentRelationships(parts)),
        ] + parts.map { .init(path: $0.path, bytes: $0.bytes) }
    }

    private func wordParts() -> [Part] {
        var parts = [
            word("styles", DOCXStyles.file(look, language: composition.manuscript.properties.language)),
            word("settings", DOCXSettings.file(hasFootnotes: !footnotes.isEmpty)),
            word("fontTable", DOCXFonts.file()),
            word("numbering", DOCXNumbering.file()),
        ]
        if !comments.isEmpty { parts.append(word("comments", DOCXNotes.comments(comments, composition, date))) }
        if !footnotes.isEmpty { parts.append(word("footnotes", DOCXNotes.footnotes(footnotes, composition))) }
        let furniture = DOCXFurniture(composition)
        parts += [
            word("headerPortrait", kind: "header", furniture.header(look.portrait)),
            word("headerLandscape", kind: "header", furniture.header(look.landscape)),
            word("headerTitle", kind: "header", furniture.emptyHeader()),
            word("footerPortrait", kind: "footer", furniture.footer(look.portrait)),
            word("footerLandscape", kind: "footer", furniture.footer(look.landscape)),
        ]
        return parts
    }

    private func word(_ name: String, kind: String? = nil, _ root: Markup) -> Part {
        let kind = kind ?? name
        let id = "rId" + name.prefix(1).uppercased() + name.dropFirst()
        return Part(
            path: "word/\(name).xml", type: Self.wordType + kind + "+xml", relationship: (id, kind),
            bytes: MarkupSerializer.file(root))
    }

    private func propertyParts() -> [Part] {
        let properties = DOCXProperties(composition, date)
        return [
            Part(
                path: "docProps/core.xml", type: "application/vnd.openxmlformats-package.core-properties+xml",
                bytes: MarkupSerializer.file(properties.core())),
            Part(
                path: "docProps/app.xml",
                type: "application/vnd.openxmlformats-officedocument.extended-properties+xml",
                bytes: MarkupSerializer.file(properties.app())),
            Part(
                path: "docProps/custom.xml",
                type: "application/vnd.openxmlformats-officedocument.custom-properties+xml",
                bytes: MarkupSerializer.file(properties.custom())),
        ]
    }

    private func contentTypes(_ parts: [Part]) -> [UInt8] {
        var types = [
            Markup.node(
                "Default",
                ["Extension": "rels", "ContentType": "application/vnd.openxmlformats-package.relationships+xml"]),
            Markup.node("Default", ["Extension": "xml", "ContentType": "application/xml"]),
            Markup.node(
                "Override", ["PartName": "/word/document.xml", "ContentType": Self.wordType + "document.main+xml"]),
        ]
        types += parts.map { Markup.node("Override", ["PartName": "/" + $0.path, "ContentType": $0.type]) }
        return MarkupSerializer.file(.node("Types", ["xmlns": Self.packageType + "content-types"], types))
    }

    private func packageRelationships() -> [UInt8] {
        relationships([
            ("rId1", Self.relationshipType + "officeDocument", "word/document.xml"),
            ("rId2", Self.packageType + "relationships/metadata/core-properties", "docProps/core.xml"),
            ("rId3", Self.relationshipType + "extended-properties", "docProps/app.xml"),
            ("rId4", Self.relationshipType + "custom-properties", "docProps/custom.xml"),
        ])
    }

    private func documentRelationships(_ parts: [Part]) -> [UInt8] {
        relationships(
            parts.compactMap { part in
                part.relationship.map { ($0.id, Self.relationshipType + $0.kind, String(part.path.dropFirst(5))) }
            })
    }

    private func relationships(_ list: [(id: String, type: String, target: String)]) -> [UInt8] {
        let children = list.map { Markup.node("Relationship", ["Id": $0.id, "Type": $0.type, "Target": $0.target]) }
        return MarkupSerializer.file(
            .node("Relationships", ["xmlns": Self.packageType + "relationships"], children))
    }
}
