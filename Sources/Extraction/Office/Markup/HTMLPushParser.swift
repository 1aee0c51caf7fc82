import CLibXML2

/// Reads HTML as browsers wrote it and people typed it, and hands each event to a handler; no tree is built.
///
/// libxml2 mends what is not well-formed. It fetches nothing, and knows no entities but those of HTML.
final class HTMLPushParser {
    /// More open elements than any page has; the mending looks through all of them for each end tag.
    static let openLimit = 2_048

    private let handler: any HTMLHandler
    private var context: htmlParserCtxtPtr?
    private var depth = 0
    /// The first thing that went wrong; later events are ignored.
    private var failure: (any Error)?

    /// - Parameter isUTF8: Whether the bytes are UTF-8 whatever the page says; else the page's own word is taken.
    init(handler: any HTMLHandler, isUTF8: Bool) throws {
        self.handler = handler
        var sax = Self.callbacks()
        let encoding = isUTF8 ? XML_CHAR_ENCODING_UTF8 : XML_CHAR_ENCODING_NONE
        // The context keeps `self` as an unretained pointer. That is sound because only this object drives the
        // context: callbacks run inside `htmlParseChunk`, which only `parse` calls, and `deinit` frees the context.
        context = htmlCreatePushParserCtxt(&sax, Unmanaged.passUnretained(self).toOpaque(), nil, 0, nil, encoding)
        guard context != nil else { throw XMLFailure.malformed(line: 0, message: "out of memory") }
        let options = HTML_PARSE_NONET.rawValue | (isUTF8 ? HTML_PARSE_IGNORE_ENC.rawValue : 0)
        htmlCtxtUseOptions(context, Int32(options))
    }

    deinit {
        if let document = context?.pointee.myDoc { xmlFreeDoc(document) }
        htmlFreeParserCtxt(context)
    }

    func feed(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 16))
            rest = rest.dropFirst(piece.count)
            try parse(piece, isLast: false)
        }
    }

    func finish() throws { try parse(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true) }

    private func parse(_ piece: UnsafeRawBufferPointer, isLast: Bool) throws {
        if let failure { throw failure }
        let start = piece.baseAddress?.assumingMemoryBound(to: CChar.self)
        _ = withExtendedLifetime(self) { htmlParseChunk(context, start, Int32(piece.count), isLast ? 1 : 0) }
        if let failure { throw failure }
    }
}

// What the C callbacks do. Each finds the parser behind the pointer given at creation.
extension HTMLPushParser {
    private static func callbacks() -> htmlSAXHandler {
        var sax = htmlSAXHandler()
        sax.initialized = XML_SAX2_MAGIC
        sax.startElement = { user, name, attributes in HTMLPushParser.behind(user)?.start(name, attributes) }
        sax.endElement = { user, name in HTMLPushParser.behind(user)?.end(name) }
        sax.characters = { user, bytes, count in HTMLPushParser.behind(user)?.text(bytes, Int(count)) }
        sax.ignorableWhitespace = sax.characters
        // Faults are mended and not reported; without this libxml2 would print them.
        sax.serror = { _, _ in }
        return sax
    }

    private static func behind(_ user: UnsafeMutableRawPointer?) -> HTMLPushParser? {
        user.map { Unmanaged<HTMLPushParser>.fromOpaque($0).takeUnretainedValue() }
    }

    private func start(_ name: UnsafePointer<UInt8>?, _ fields: UnsafeMutablePointer<UnsafePointer<UInt8>?>?) {
        guard let name else { return }
        depth += 1
        guard depth <= Self.openLimit else { return stop(XMLFailure.tooDeep(limit: Self.openLimit)) }
        var attributes: [String: String] = [:]
        var index = 0
        // Pairs of name and value, ended by a null name.
        while let fields, let key = fields[index] {
            attributes[String(cString: key)] = fields[index + 1].map { String(cString: $0) } ?? ""
            index += 2
        }
        attempt { try handler.start(String(cString: name), attributes) }
    }

    private func end(_ name: UnsafePointer<UInt8>?) {
        guard let name else { return }
        depth -= 1
        attempt { try handler.end(String(cString: name)) }
    }

    private func text(_ bytes: UnsafePointer<UInt8>?, _ count: Int) {
        attempt { try handler.text(UnsafeBufferPointer(start: bytes, count: count)) }
    }

    private func attempt(_ body: () throws -> Void) {
        guard failure == nil else { return }
        do { try body() } catch { stop(error) }
    }

    private func stop(_ error: any Error) {
        guard failure == nil else { return }
        failure = error
        xmlStopParser(context)
    }
}
