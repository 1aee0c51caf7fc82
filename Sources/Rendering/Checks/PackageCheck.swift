/// Checks the parts of a DOCX against each other: all are XML and typed, every relationship has its target, every
/// reference in the document has its relationship, its comment or its footnote.
struct PackageCheck {
    private(set) var messages: [String] = []
    private let entries: [ZIPWriter.Entry]

    private static let required = [
        "[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels", "word/styles.xml",
        "word/settings.xml", "docProps/core.xml", "docProps/app.xml", "docProps/custom.xml",
    ]

    init(_ entries: [ZIPWriter.Entry]) {
        self.entries = entries
        let paths = Set(entries.map(\.path))
        messages += Self.required.filter { !paths.contains($0) }.map { "the part \($0) is missing" }
        if paths.count != entries.count { messages.append("a part stands twice") }
        for entry in entries {
            let faults = XMLTree(entry.bytes)?.withRoot { ElementOrder.faults(in: $0) }
            messages += faults ?? ["\(entry.path) is not well-formed XML"]
        }
        checkTypes(paths)
        checkRelationships(paths)
        checkReferences()
    }

    private mutating func checkTypes(_ paths: Set<String>) {
        let typed = Set(
            attributes("PartName", of: "Override", in: "[Content_Types].xml").map { String($0.dropFirst()) })
        messages += typed.subtracting(paths).sorted().map { "\($0) has a type but is missing" }
        let untyped = paths.filter { !$0.hasSuffix(".rels") && $0 != "[Content_Types].xml" && !typed.contains($0) }
        messages += untyped.sorted().map { "\($0) has no type" }
    }

    private mutating func checkRelationships(_ paths: Set<String>) {
        for (file, folder) in [("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/")] {
            for target in attributes("Target", of: "Relationship", in: file) where !paths.contains(folder + target) {
                messages.append("\(file) names \(target), which is missing")
            }
        }
    }

    private mutating func checkReferences() {
        let known = Set(attributes("Id", of: "Relationship", in: "word/_rels/document.xml.rels"))
        for element in ["headerReference", "footerReference"] {
            for id in Set(attributes("id", of: element, in: "word/document.xml")).subtracting(known).sorted() {
                messages.append("\(element) \(id) has no relationship")
            }
        }
        for (reference, note, file) in [
            ("commentReference", "comment", "word/comments.xml"),
            ("footnoteReference", "footnote", "word/footnotes.xml"),
        ] {
            let notes = Set(attributes("id", of: note, in: file))
            for id in Set(attributes("id", of: reference, in: "word/document.xml")).subtracting(notes).sorted() {
                messages.append("\(note) \(id) is missing")
            }
        }
    }

    private func attributes(_ attribute: String, of element: String, in path: String) -> [String] {
        guard let entry = entries.first(where: { $0.path == path }), let tree = XMLTree(entry.bytes) else { return [] }
        return tree.withRoot { root in
            var values: [String] = []
            root.visit { if $0.name == element, let value = $0.attribute(attribute) { values.append(value) } }
            return values
        }
    }
}
