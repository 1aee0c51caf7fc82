extension WordStoryHandler {
    func beginParagraph() {
        if boxDepth == 0 { paragraphIndex += 1 }
        var draft = WordParagraphDraft()
        if let carried {
            draft.text = carried.text
            draft.page = carried.page
            draft.hasPlainType = carried.hasPlainType
            draft.pictures = carried.pictures
            draft.notes = carried.notes
            draft.boxes = carried.boxes
            self.carried = nil
        }
        paragraphs.append(draft)
    }

    func paragraphProperty(_ tag: XMLTag) {
        guard !paragraphs.isEmpty else { return }
        let last = paragraphs.count - 1
        switch tag.name {
        case "w:pStyle": paragraphs[last].styleID = tag["val"]
        case "w:numId": paragraphs[last].numberingID = tag.int("val")
        case "w:ilvl": paragraphs[last].numberingLevel = tag.int("val")
        case "w:outlineLvl": paragraphs[last].outlineLevel = tag.int("val")
        case "w:sectPr": section = WordSection()
        default: break
        }
    }

    func sectionReference(_ tag: XMLTag) {
        guard let id = tag["id"] else { return }
        let type = tag["type"] ?? "default"
        switch tag.name {
        case "w:headerReference": section.headers[type] = id
        case "w:footerReference": section.footers[type] = id
        default: break
        }
    }

    func endSection() {
        story.sections.append(section.inheriting(story.sections.last))
        section = WordSection()
        if !paragraphs.isEmpty { paragraphs[paragraphs.count - 1].endsSection = true }
    }

    /// A deletion around runs leaves them out; one among the properties deletes the paragraph's end, or the row.
    func delete() {
        story.hasTrackedChanges = true
        switch path.last {
        case "w:rPr":
            guard path.dropLast().last == "w:pPr", !paragraphs.isEmpty else { return }
            paragraphs[paragraphs.count - 1].isEndDeleted = true
        case "w:trPr": deleteRow()
        default: skip()
        }
    }

    func endParagraph() throws {
        guard let draft = paragraphs.popLast() else { return }
        if draft.isEndDeleted && !draft.endsSection {
            carried = draft
            return
        }
        paragraphCount += 1
        let cap = containers.count == 1 ? limits.blocks : limits.cells
        guard paragraphCount <= cap + cellCount else { throw OfficeCap.blocks(limits.blocks) }
        let paragraph = finished(draft)
        if !paragraph.isEmpty { containers[containers.count - 1].append(.paragraph(paragraph)) }
        containers[containers.count - 1] += draft.boxes
    }

    private func finished(_ draft: WordParagraphDraft) -> WordParagraph {
        let isInCell = !cells.isEmpty
        let text = WordSymbols.readable(draft.text.replacing("\u{A0}", with: " "))
        let sectionIndex = story.sections.count - (draft.endsSection ? 1 : 0)
        var paragraph = WordParagraph(index: paragraphIndex, page: draft.page ?? page, section: sectionIndex)
        paragraph.text = isInCell ? text.trimmedAtEnd : text.trimmed
        paragraph.headingLevel = definitions.headingLevel(of: draft)
        paragraph.isCaption = definitions.styles.isCaption(draft.styleID)
        paragraph.isTitle = definitions.styles.isTitle(draft.styleID)
        paragraph.isContents =
            draft.isContents || contentsFrom != nil || definitions.styles.isContents(draft.styleID)
        paragraph.isBold = !draft.text.isEmpty && !draft.hasPlainType
        paragraph.pictures = draft.pictures
        paragraph.notes = draft.notes
        if let list = definitions.list(of: draft), let next = counters.next(instance: list.instance, level: list.level)
        {
            paragraph.label = next.text.isEmpty ? nil : next.text
            paragraph.listLevel =
                next.text.isEmpty ? nil : max(list.level, definitions.styles.listLevel(draft.styleID) ?? 0)
            paragraph.isBullet = next.isBullet
        }
        return paragraph
    }
}
