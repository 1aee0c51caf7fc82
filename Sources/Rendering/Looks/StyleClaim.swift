/// Which style of a house stands for which of ours: the one of the same name first, then of a name that says the same.
struct StyleClaim: Sendable {
    let id: String
    var kind = ReferenceDocument.Style.Kind.paragraph
    /// In lower case.
    let names: [String]

    /// Headings, defaults and the style of tables are found by more than their names.
    static let all: [StyleClaim] =
        [
            StyleClaim(id: "BodyText", names: ["body text"]),
            StyleClaim(id: "ListItem", names: ["list item", "list bullet", "list paragraph"]),
            StyleClaim(id: "Subheading", names: ["subheading"]),
            StyleClaim(id: "DocumentType", names: ["document type", "subtitle"]),
            StyleClaim(id: "Title", names: ["title"]),
            StyleClaim(id: "TOCHeading", names: ["toc heading"]),
            StyleClaim(id: "TableofFigures", names: ["table of figures"]),
            StyleClaim(id: "Caption", names: ["caption"]),
            StyleClaim(id: "TableText", names: ["table text"]),
            StyleClaim(id: "TableHeader", names: ["table header", "table heading"]),
            StyleClaim(id: "TableNote", names: ["table note", "table footnote"]),
            StyleClaim(id: "SourceLine", names: ["source line"]),
            StyleClaim(id: "Header", names: ["header"]),
            StyleClaim(id: "Footer", names: ["footer"]),
            StyleClaim(id: "FootnoteText", names: ["footnote text"]),
            StyleClaim(id: "CommentText", names: ["annotation text"]),
            StyleClaim(id: "CommentReference", kind: .character, names: ["annotation reference"]),
            StyleClaim(id: "FootnoteReference", kind: .character, names: ["footnote reference"]),
        ] + (1...4).map { StyleClaim(id: "TOC\($0)", names: ["toc \($0)"]) }
}
