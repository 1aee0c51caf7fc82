/// Compares a PDF's bookmarks with the headings that it was made from.
struct PDFCheck {
    private let composition: Composition

    init(_ manuscript: Manuscript) {
        composition = Composition(manuscript)
    }

    /// - Parameter pageNumbers: what the table of contents shows.
    func flaws(of pdf: PDFResult, pageNumbers: PageNumbers?) -> [Flaw] {
        var flaws: [Flaw] = []
        if pdf.pages == 0 { flaws.append(Flaw(.pdf, "it has no pages")) }
        let headings = composition.headings.map { Self.plain($0.label) }.filter { !$0.isEmpty }
        let bookmarks = pdf.outline.map { Self.plain($0.title) }
        if headings.count != bookmarks.count {
            flaws.append(Flaw(.pdf, "it has \(bookmarks.count) bookmarks for \(headings.count) headings"))
        }
        for (heading, bookmark) in zip(headings, bookmarks) where heading != bookmark {
            flaws.append(Flaw(.pdf, "the bookmark \(bookmark) stands where the heading is \(heading)"))
            break
        }
        if let pageNumbers,
            let wrong = pdf.outline.indices.first(where: {
                pageNumbers.page(ofHeading: $0) != pdf.outline[$0].page
            })
        {
            flaws.append(Flaw(.pdf, "the table of contents has a wrong page for \(pdf.outline[wrong].title)"))
        }
        for entry in pdf.outline where entry.page == nil {
            flaws.append(Flaw(.pdf, "the bookmark \(entry.title) leads nowhere"))
        }
        return flaws
    }

    /// Blanks, tabs and line ends count as one blank: a heading's tab is one in the bookmark.
    private static func plain(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
