import CLibXML2

/// An XML file of our own making, read back by libxml2.
struct XMLTree: ~Copyable {
    private let document: xmlDocPtr
    private let rootPointer: xmlNodePtr

    /// Nil when the bytes are not well-formed XML.
    init?(_ bytes: [UInt8]) {
        // HUGE, because a cell may hold more than libxml2's usual ten megabytes of text.
        let options = Int32(XML_PARSE_NONET.rawValue | XML_PARSE_HUGE.rawValue | XML_PARSE_NOERROR.rawValue)
        let read = bytes.withUnsafeBytes { buffer in
            xmlReadMemory(
                buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: buffer.count), nil, "UTF-8",
                options)
        }
        guard let read, let root = xmlDocGetRootElement(read) else {
            xmlFreeDoc(read)
            return nil
        }
        document = read
        rootPointer = root
    }

    deinit {
        xmlFreeDoc(document)
    }

    /// The root element; valid only inside the closure, as everything reached from it.
    borrowing func withRoot<Result>(_ body: (XMLElement) throws -> Result) rethrows -> Result {
        try body(XMLElement(node: rootPointer))
    }
}
