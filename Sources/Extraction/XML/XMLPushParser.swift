import CLibXML2

/// Reads XML as it arrives and hands each event to a handler; no tree is built.
///
/// Made for hostile input: nothing is fetched, no entity but the five predefined ones is ever replaced, a document
/// type ends the reading (unless it is allowed), and so does nesting beyond the limit. libxml2's own limits stay on
/// (`XML_PARSE_HUGE` is not set), and the caller bounds the number of bytes.
final class XMLPushParser {
    struct Options {
        /// Off for anything a stranger sent. On for the output of our own tools, whose XHTML begins with a DOCTYPE;
        /// even then what it declares is not used.
        var allowsDocumentType = false
        /// How many elements may be open at once.
        var depthLimit = 256
        /// The caller's prefix for each namespace, so that names do not depend on the file's choice: `w:p` whatever
        /// the file calls it. The prefix "" gives the bare local name; a namespace not listed gets `?:`.
        var prefixes: [String: String] = [:]
    }

    private let handler: any XMLHandler
    private let options: Options
    private var context: xmlParserCtxtPtr?
    private var depth = 0
    private var names: [InternedName: String] = [:]
    /// The first thing that went wrong; later events are ignored.
    private var failure: (any Error)?

    init(handler: any XMLHandler, options: Options = Options()) throws {
        self.handler = handler
        self.options = options
        var sax = Self.callbacks()
        // The context keeps `self` as an unretained pointer. That is sound because only this object drives the
        // context: callbacks run inside `xmlParseChunk`, which only `parse` calls, and `deinit` frees the context.
        context = xmlCreatePushParserCtxt(&sax, Unmanaged.passUnretained(self).toOpaque(), nil, 0, nil)
        guard context != nil else { throw XMLFailure.malformed(line: 0, message: "out of memory") }
        xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOWARNING.rawValue))
    }

    deinit {
        // Entity declarations make libxml2 keep a small document of its own, even without tree callbacks.
        if let document = context?.pointee.myDoc { xmlFreeDoc(document) }
        xmlFreeParserCtxt(context)
    }

    /// Reads the next bytes of the document.
    func feed(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 20))
            rest = rest.dropFirst(piece.count)
            try parse(piece, isLast: false)
        }
    }

    /// Says that the document ends here; throws when it may not.
    func finish() throws {
        try parse(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true)
    }

    private func parse(_ piece: UnsafeRawBufferPointer, isLast: Bool) throws {
        if let failure { throw failure }
        let start = piece.baseAddress?.assumingMemoryBound(to: CChar.self)
        _ = withExtendedLifetime(self) { xmlParseChunk(context, start, Int32(piece.count), isLast ? 1 : 0) }
        if let failure { throw failure }
    }
}

// What the C callbacks do. Each finds the parser behind the pointer given at creation.
extension XMLPushParser {
    private static func callbacks() -> xmlSAXHandler {
        var sax = xmlSAXHandler()
        sax.initialized = XML_SAX2_MAGIC
        sax.startElementNs = { user, name, _, namespace, _, _, count, _, fields in
            XMLPushParser.behind(user)?.start(name, namespace, fields, Int(count))
        }
        sax.endElementNs = { user, name, _, namespace in XMLPushParser.behind(user)?.end(name, namespace) }
        sax.characters = { user, bytes, count in XMLPushParser.behind(user)?.text(bytes, Int(count)) }
        // The same function as `characters`, so that libxml2 never guesses which blanks matter.
        sax.ignorableWhitespace = sax.characters
        sax.internalSubset = { user, _, _, _ in XMLPushParser.behind(user)?.documentType() }
        // `error`, `warning` and `fatalError` are variadic and stay empty: `serror` takes precedence over them.
        sax.serror = { user, error in
            guard let error else { return }
            XMLPushParser.behind(user)?.complain(error.pointee)
        }
        return sax
    }

    private static func behind(_ user: UnsafeMutableRawPointer?) -> XMLPushParser? {
        user.map { Unmanaged<XMLPushParser>.fromOpaque($0).takeUnretainedValue() }
    }

    private func start(
        _ name: UnsafePointer<UInt8>?, _ namespace: UnsafePointer<UInt8>?,
        _ fields: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, _ count: Int
    ) {
        depth += 1
        guard depth <= options.depthLimit else { return stop(XMLFailure.tooDeep(limit: options.depthLimit)) }
        let tag = XMLTag(name: qualified(name, namespace), depth: depth, fields: fields, count: count)
        attempt { try handler.start(tag) }
    }

    private func end(_ name: UnsafePointer<UInt8>?, _ namespace: UnsafePointer<UInt8>?) {
        depth -= 1
        attempt { try handler.end(qualified(name, namespace)) }
    }

    private func text(_ bytes: UnsafePointer<UInt8>?, _ count: Int) {
        attempt { try handler.text(UnsafeBufferPointer(start: bytes, count: count)) }
    }

    private func documentType() {
        if !options.allowsDocumentType { stop(XMLFailure.documentType) }
    }

    private func complain(_ error: xmlError) {
        // Below fatal are faults that do not change what is read, but for an entity that would silently be left out.
        let isLoss = error.code == Int32(XML_WAR_UNDECLARED_ENTITY.rawValue)
        guard error.level == XML_ERR_FATAL || isLoss else { return }
        let words = error.message.map { String(cString: $0) } ?? "not well-formed"
        let line = words.split(whereSeparator: \.isNewline).first.map(String.init) ?? words
        stop(XMLFailure.malformed(line: Int(error.line), message: line))
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

extension XMLPushParser {
    /// A name by the addresses of its parts: libxml2 keeps one copy of each in the context's dictionary, for as long
    /// as the context lives.
    private struct InternedName: Hashable {
        var local: UnsafePointer<UInt8>
        var namespace: UnsafePointer<UInt8>?
    }

    private func qualified(_ local: UnsafePointer<UInt8>?, _ namespace: UnsafePointer<UInt8>?) -> String {
        guard let local else { return "" }
        let key = InternedName(local: local, namespace: namespace)
        if let known = names[key] { return known }
        let prefix = namespace.map { options.prefixes[String(cString: $0)] ?? "?" } ?? ""
        let name = prefix.isEmpty ? String(cString: local) : prefix + ":" + String(cString: local)
        names[key] = name
        return name
    }
}
