extension WordStoryHandler {
    /// Adds visible text to the open paragraph.
    func add(_ text: String) {
        guard !text.isEmpty, !fields.isInCode, runs.last?.isHidden != true, !paragraphs.isEmpty else { return }
        let last = paragraphs.count - 1
        isAfterBreak = false
        paragraphs[last].page = paragraphs[last].page ?? page
        if runs.last?.isBold != true { paragraphs[last].hasPlainType = true }
        if fields.isInContents { paragraphs[last].isContents = true }
        paragraphs[last].text += shown(text)
    }

    private func shown(_ text: String) -> String {
        guard let run = runs.last else { return text }
        if run.isSymbolFont { return WordSymbols.inSymbolFont(text) }
        return run.isRaised ? WordSymbols.raised(text) : text
    }

    /// Properties count only for the run itself: those of a paragraph's mark say nothing about its text.
    func runProperty(_ tag: XMLTag) {
        guard path.dropLast().last == "w:r", !runs.isEmpty else { return }
        let last = runs.count - 1
        switch tag.name {
        case "w:vertAlign": runs[last].isRaised = tag["val"] == "superscript"
        case "w:b": runs[last].isBold = tag.isOnElement
        case "w:vanish": runs[last].isHidden = tag.isOnElement
        case "w:rFonts": runs[last].isSymbolFont = tag["ascii"] == "Symbol"
        default: break
        }
    }

    func runContent(_ tag: XMLTag) {
        switch tag.name {
        case "w:tab", "w:ptab": add("\t")
        case "w:cr": add("\n")
        case "w:br": lineBreak(type: tag["type"])
        case "w:noBreakHyphen": add("-")
        case "w:sym": add(WordSymbols.character(font: tag["font"] ?? "", position: tag["char"] ?? "") ?? "\u{FFFD}")
        case "w:fldChar": fields.mark(tag["fldCharType"])
        case "w:lastRenderedPageBreak": pageNote()
        case "w:drawing", "w:pict", "w:object": isPictureCounted = false
        case "w:footnoteReference": addNote(.footnote, tag)
        case "w:endnoteReference": addNote(.endnote, tag)
        default: break
        }
    }

    private func lineBreak(type: String?) {
        guard type == "page" else { return add("\n") }
        guard runs.last?.isHidden != true else { return }
        page += 1
        isAfterBreak = true
    }

    /// Word notes where a page began when it last laid the text out.
    private func pageNote() {
        story.pageHints += 1
        if !isAfterBreak { page += 1 }
        isAfterBreak = false
    }

    private func addNote(_ kind: WordNoteReference.Kind, _ tag: XMLTag) {
        guard let id = tag["id"], !paragraphs.isEmpty else { return }
        let number = noteCounts[kind, default: 0] + 1
        noteCounts[kind] = number
        // Word prints endnotes in small Roman numbers unless told otherwise.
        let mark = kind == .footnote ? String(number) : NumberFormat.lowerRoman.text(number)
        let last = paragraphs.count - 1
        paragraphs[last].notes.append(WordNoteReference(kind: kind, id: id, mark: mark))
        if !tag.isOn("customMarkFollows") { add("[\(mark)]") }
    }

    /// One figure for each drawing, however many pictures it groups.
    func addPicture() {
        guard !isPictureCounted, !paragraphs.isEmpty else { return }
        isPictureCounted = true
        paragraphs[paragraphs.count - 1].pictures += 1
        paragraphs[paragraphs.count - 1].page = paragraphs[paragraphs.count - 1].page ?? page
    }
}
