/// Writes ``Markup`` as bytes of UTF-8, everything escaped.
///
/// Characters that XML 1.0 forbids (section 2.2: the controls but tab, line feed and carriage return, and U+FFFE and
/// U+FFFF) are dropped; carriage returns are dropped too, because a parser would turn them into line feeds.
struct MarkupSerializer {
    enum Syntax {
        case xml
        /// Elements without content are closed by an end tag, except the void ones of the HTML standard.
        case html
        /// HTML for the inside of another page.
        case fragment
    }

    private(set) var bytes: [UInt8] = []
    let syntax: Syntax

    init(_ syntax: Syntax) {
        self.syntax = syntax
        bytes.reserveCapacity(1 << 16)
        switch syntax {
        case .xml: raw("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n")
        case .html: raw("<!DOCTYPE html>\n")
        case .fragment: break
        }
    }

    /// The whole file for one root element.
    static func file(_ root: Markup, _ syntax: Syntax = .xml) -> [UInt8] {
        var serializer = MarkupSerializer(syntax)
        serializer.write(root)
        return serializer.bytes
    }

    mutating func write(_ markup: Markup) {
        switch markup {
        case .text(let text): escape(text, quotes: false)
        case .group(let children): for child in children { write(child) }
        case .element(let name, let attributes, let children):
            open(name, attributes, selfClosing: children.isEmpty && isVoid(name))
            if children.isEmpty, isVoid(name) { return }
            for child in children { write(child) }
            close(name)
        }
    }

    /// Starts an element whose children are written one by one, so that a long document is never held as one tree.
    mutating func open(_ name: String, _ attributes: [Markup.Attribute] = [], selfClosing: Bool = false) {
        raw("<")
        raw(name)
        for attribute in attributes {
            raw(" ")
            raw(attribute.name)
            raw("=\"")
            escape(attribute.value, quotes: true)
            raw("\"")
        }
        raw(selfClosing && syntax == .xml ? "/>" : ">")
    }

    mutating func close(_ name: String) {
        raw("</")
        raw(name)
        raw(">")
    }

    private func isVoid(_ name: String) -> Bool {
        switch syntax {
        case .xml: true
        case .html, .fragment: name == "meta" || name == "br" || name == "col" || name == "hr"
        }
    }

    private mutating func raw(_ string: String) {
        bytes.append(contentsOf: string.utf8)
    }

    private mutating func escape(_ string: String, quotes: Bool) {
        var string = string
        string.withUTF8 { text in
            var index = 0
            while index < text.count {
                let byte = text[index]
                switch byte {
                case UInt8(ascii: "&"): raw("&amp;")
                case UInt8(ascii: "<"): raw("&lt;")
                case UInt8(ascii: ">"): raw("&gt;")
                case UInt8(ascii: "\"") where quotes: raw("&quot;")
                // Line ends inside an attribute would be read back as blanks.
                case 0x0A where quotes: raw("&#10;")
                case 0x09 where quotes: raw("&#9;")
                case 0x09, 0x0A: bytes.append(byte)
                case 0..<0x20, 0x7F: break
                case 0xEF where isNonCharacter(text, at: index): index += 2
                default: bytes.append(byte)
                }
                index += 1
            }
        }
    }

    /// U+FFFE and U+FFFF are EF BF BE and EF BF BF.
    private func isNonCharacter(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        index + 2 < text.count && text[index + 1] == 0xBF && text[index + 2] >= 0xBE
    }
}
