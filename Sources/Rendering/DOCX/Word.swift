/// Builders for the words of WordprocessingML (ECMA-376 part 1, section 17); names get their prefix here.
enum Word {
    static func node(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: [Markup] = []
    ) -> Markup {
        .element(
            name: "w:" + name,
            attributes: attributes.map { key, value in
                Markup.Attribute(name: key.contains(":") ? key : "w:" + key, value: value)
            }, children: children)
    }

    /// An element with the one attribute `w:val`.
    static func value(_ name: String, _ value: String) -> Markup {
        node(name, ["val": value])
    }

    static func value(_ name: String, _ value: Int) -> Markup {
        node(name, ["val": "\(value)"])
    }

    /// A switch that is on.
    static func flag(_ name: String) -> Markup { node(name) }

    /// The namespaces that our parts use, for their root elements.
    static let namespaces: KeyValuePairs<String, String> = [
        "xmlns:r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "xmlns:w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ]

    static func paragraph(_ style: String?, _ format: ParagraphFormat, _ content: [Markup]) -> Markup {
        let properties = format.markup(style: style)
        return node("p", [:], (properties.isEmpty ? [] : [node("pPr", [:], properties)]) + content)
    }

    static func paragraph(_ style: String?, _ content: [Markup]) -> Markup {
        paragraph(style, ParagraphFormat(), content)
    }

    static func paragraph(_ style: String?, text: String, _ format: ParagraphFormat = .init()) -> Markup {
        paragraph(style, format, text.isEmpty ? [] : [run(text)])
    }

    /// Text in one run; line ends and tabs become breaks and tabs.
    static func run(_ text: String, _ format: RunFormat = .init()) -> Markup {
        run(textPieces(text), format)
    }

    static func run(_ content: [Markup], _ format: RunFormat = .init()) -> Markup {
        let properties = format.markup
        return node("r", [:], (properties.isEmpty ? [] : [node("rPr", [:], properties)]) + content)
    }

    private static func textPieces(_ text: String) -> [Markup] {
        var pieces: [Markup] = []
        var start = text.unicodeScalars.startIndex
        let scalars = text.unicodeScalars
        func flush(to end: String.Index) {
            guard start < end else { return }
            let piece = String(scalars[start..<end])
            pieces.append(node("t", ["xml:space": "preserve"], [.text(piece)]))
        }
        for index in scalars.indices where scalars[index] == "\n" || scalars[index] == "\t" {
            flush(to: index)
            pieces.append(node(scalars[index] == "\t" ? "tab" : "br"))
            start = scalars.index(after: index)
        }
        flush(to: scalars.endIndex)
        return pieces
    }
}
