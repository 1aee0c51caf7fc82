/// Puts blocks together into sections of one page orientation and writes the body.
///
/// A heading goes with what follows it, so that the heading of a wide table stands on the landscape page.
struct SectionAssembly {
    private let blocks: [DOCXBody.Block]
    private let look: DocumentLook

    init(blocks: [DOCXBody.Block], look: DocumentLook) {
        self.blocks = blocks
        self.look = look
    }

    func file() -> [UInt8] {
        var serializer = MarkupSerializer(.xml)
        serializer.open("w:document", Word.namespaces.map { Markup.Attribute(name: $0.key, value: $0.value) })
        serializer.open("w:body")
        let landscape = orientations()
        for (index, block) in blocks.enumerated() {
            if index > 0, landscape[index] != landscape[index - 1] {
                serializer.write(sectionEnd(landscape: landscape[index - 1], isFirst: isFirst(index, landscape)))
            }
            for markup in block.content { serializer.write(markup) }
        }
        let last = landscape.last ?? false
        serializer.write(properties(landscape: last, isFirst: !landscape.contains { $0 != last }))
        serializer.close("w:body")
        serializer.close("w:document")
        return serializer.bytes
    }

    /// Whether each block lies on a landscape page.
    private func orientations() -> [Bool] {
        var result = Array(repeating: false, count: blocks.count)
        var next = false
        for index in blocks.indices.reversed() {
            switch blocks[index].orientation {
            case .portrait: next = false
            case .landscape: next = true
            case .asNext: break
            }
            result[index] = next
        }
        return result
    }

    private func isFirst(_ index: Int, _ landscape: [Bool]) -> Bool {
        !landscape[..<index].contains { $0 != landscape[0] }
    }

    private func sectionEnd(landscape: Bool, isFirst: Bool) -> Markup {
        let section = properties(landscape: landscape, isFirst: isFirst)
        return Word.paragraph("SectionEnd", ParagraphFormat(section: section), [])
    }

    private func properties(landscape: Bool, isFirst: Bool) -> Markup {
        let page = landscape ? look.landscape : look.portrait
        let name = landscape ? "Landscape" : "Portrait"
        var content = [
            Word.node("headerReference", ["type": "default", "r:id": "rIdHeader\(name)"]),
            Word.node("footerReference", ["type": "default", "r:id": "rIdFooter\(name)"]),
        ]
        if isFirst {
            // The title page has the footer only.
            content.insert(Word.node("headerReference", ["type": "first", "r:id": "rIdHeaderTitle"]), at: 1)
            content.append(Word.node("footerReference", ["type": "first", "r:id": "rIdFooter\(name)"]))
        }
        var size: [Markup.Attribute] = [
            .init(name: "w:w", value: "\(page.width)"), .init(name: "w:h", value: "\(page.height)"),
        ]
        if landscape { size.append(.init(name: "w:orient", value: "landscape")) }
        content += [
            Word.value("type", "nextPage"),
            .element(name: "w:pgSz", attributes: size, children: []),
            Word.node(
                "pgMar",
                [
                    "top": "\(page.top)", "right": "\(page.right)", "bottom": "\(page.bottom)",
                    "left": "\(page.left)", "header": "\(page.header)", "footer": "\(page.footer)", "gutter": "0",
                ]),
            Word.node("cols", ["space": "720"]),
        ]
        if isFirst { content.append(Word.flag("titlePg")) }
        return Word.node("sectPr", [:], content)
    }
}
