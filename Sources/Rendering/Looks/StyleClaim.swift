/// Styles of a house that stand for one of ours under another name; those of the same name do so anyway.
struct StyleClaim: Sendable {
    let id: String
    var kind = ReferenceDocument.Style.Kind.paragraph
    /// In lower case, the likeliest first.
    let names: [String]

    static let all = [
        StyleClaim(id: "ListItem", names: ["list item", "list bullet", "list paragraph"]),
        StyleClaim(id: "DocumentType", names: ["document type", "subtitle"]),
        StyleClaim(id: "TableHeader", names: ["table header", "table heading"]),
        StyleClaim(id: "TableNote", names: ["table note", "table footnote"]),
    ]
}
