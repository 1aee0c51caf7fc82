/// Comments and footnotes: the two ways in which Word shows a citation beside its text.
enum DOCXNotes {
    static let author = "Galley"

    static func comments(_ list: [[Manuscript.Citation]], _ composition: Composition, _ date: Timestamp) -> Markup {
        let comments = list.enumerated().map { id, citations in
            Word.node(
                "comment", ["id": "\(id)", "author": author, "date": date.text, "initials": "G"],
                paragraphs(citations, composition))
        }
        return Word.node("comments", Word.namespaces, comments)
    }

    /// Ids -1 and 0 are the separators, which the settings name.
    static func footnotes(_ list: [[Manuscript.Citation]], _ composition: Composition) -> Markup {
        let separators = [("separator", "-1"), ("continuationSeparator", "0")].map { type, id in
            Word.node(
                "footnote", ["type": type, "id": id], [Word.paragraph("SectionEnd", [Word.run([Word.node(type)])])])
        }
        let notes = list.enumerated().map { index, citations in
            let mark = Word.run([Word.node("footnoteRef")], RunFormat(style: "FootnoteReference"))
            let text = citations.map { composition.reference(to: $0) }.joined(separator: "; ")
            return Word.node(
                "footnote", ["id": "\(index + 1)"],
                [Word.paragraph("FootnoteText", [mark, Word.run(" " + text)])])
        }
        return Word.node("footnotes", Word.namespaces, separators + notes)
    }

    /// One paragraph for each citation, the first led by the comment's own mark.
    private static func paragraphs(_ citations: [Manuscript.Citation], _ composition: Composition) -> [Markup] {
        let mark = Word.run([Word.node("annotationRef")], RunFormat(style: "CommentReference"))
        return citations.enumerated().map { index, citation in
            let text = Word.run(composition.reference(to: citation))
            return Word.paragraph("CommentText", index == 0 ? [mark, text] : [text])
        }
    }
}
