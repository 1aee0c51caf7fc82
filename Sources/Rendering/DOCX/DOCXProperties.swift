/// The document's properties: core (Dublin Core), those of the application, and our own.
struct DOCXProperties {
    private let manuscript: Manuscript
    private let isIncomplete: Bool
    private let date: Timestamp

    init(_ composition: Composition, _ date: Timestamp) {
        manuscript = composition.manuscript
        isIncomplete = composition.isIncomplete
        self.date = date
    }

    func core() -> Markup {
        let properties = manuscript.properties
        var content = [
            Markup.node("dc:title", text: properties.title),
            .node("dc:subject", text: properties.studyID ?? manuscript.titlePage.documentType),
            .node("dc:creator", text: DOCXNotes.author),
            .node(
                "cp:keywords",
                text: [properties.studyID, manuscript.titlePage.documentType].compactMap(\.self).joined(separator: ", ")
            ),
            .node("cp:lastModifiedBy", text: DOCXNotes.author),
            .node("cp:revision", text: "1"),
        ]
        for name in ["dcterms:created", "dcterms:modified"] {
            content.append(.node(name, ["xsi:type": "dcterms:W3CDTF"], text: date.text))
        }
        content.append(.node("cp:category", text: manuscript.titlePage.documentType))
        content.append(.node("cp:contentStatus", text: status))
        content.append(.node("dc:language", text: properties.language))
        return .node(
            "cp:coreProperties",
            [
                "xmlns:cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
                "xmlns:dc": "http://purl.org/dc/elements/1.1/",
                "xmlns:dcterms": "http://purl.org/dc/terms/",
                "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            ], content)
    }

    func app() -> Markup {
        .node(
            "Properties",
            ["xmlns": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"],
            [
                .node("Application", text: "Galley"), .node("DocSecurity", text: "0"),
                .node("AppVersion", text: "1.0000"),
            ])
    }

    func custom() -> Markup {
        var values = [
            ("Galley document", manuscript.properties.documentID),
            ("Galley input digest", manuscript.properties.inputDigest),
            ("Status", status),
        ]
        if let study = manuscript.properties.studyID { values.append(("Study", study)) }
        // The format identifier is the one that Office uses for properties of a user; ids start at 2.
        let properties = values.enumerated().map { index, value in
            Markup.node(
                "property",
                ["fmtid": "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", "pid": "\(index + 2)", "name": value.0],
                [.node("vt:lpwstr", text: value.1)])
        }
        return .node(
            "Properties",
            [
                "xmlns": "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
                "xmlns:vt": "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
            ], properties)
    }

    private var status: String { isIncomplete ? "Draft" : "Complete" }
}
