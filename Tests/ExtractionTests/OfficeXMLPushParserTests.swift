import Testing

@testable import Extraction

@Suite("XML, piece by piece")
struct OfficeXMLPushParserTests {
    /// Writes down each event as one string.
    private final class Recorder: XMLHandler {
        var events: [String] = []

        func start(_ tag: XMLTag) { events.append("<\(tag.name) id=\(tag["id"] ?? "none")") }
        func end(_ name: String) { events.append(">\(name)") }
        func text(_ run: UnsafeBufferPointer<UInt8>) { events.append(String(decoding: run, as: UTF8.self)) }
    }

    private func events(
        _ xml: String, options: XMLPushParser.Options = .init(), pieceSize: Int = .max
    ) throws -> [String] {
        let recorder = Recorder()
        let parser = try XMLPushParser(handler: recorder, options: options)
        var bytes = Array(xml.utf8)[...]
        while !bytes.isEmpty {
            try bytes.prefix(pieceSize).withUnsafeBytes { try parser.feed($0) }
            bytes = bytes.dropFirst(pieceSize)
        }
        try parser.finish()
        return recorder.events
    }

    @Test("Events come in document order, with attributes and predefined entities")
    func order() throws {
        let found = try events("<a id='x &lt; 1'><b/>t&amp;u</a>")
        #expect(found.joined(separator: "|").hasPrefix("<a id=x < 1|<b id=none|>b|t"))
        #expect(found.dropFirst(3).dropLast().joined() == "t&u")
    }

    @Test("Names carry the caller's prefix, whatever prefix the file uses", arguments: ["z:", ""])
    func prefixes(filePrefix: String) throws {
        let colon = filePrefix.isEmpty ? "" : ":z"
        let xml = "<\(filePrefix)p xmlns\(colon)='urn:word'><o xmlns='urn:other'/></\(filePrefix)p>"
        var options = XMLPushParser.Options()
        options.prefixes = ["urn:word": "w"]
        #expect(try events(xml, options: options) == ["<w:p id=none", "<?:o id=none", ">?:o", ">w:p"])
    }

    @Test("Feeding byte by byte gives the same as feeding at once, also inside a character")
    func pieces() throws {
        let xml = "<a><b id='é'>Größe ≤ 5 µg</b></a>"
        let whole = try events(xml)
        let bytewise = try events(xml, pieceSize: 1)
        #expect(bytewise.joined() == whole.joined())
        #expect(whole.joined().contains("Größe ≤ 5 µg"))
    }

    @Test(
        "A document type ends the reading",
        arguments: [
            "<!DOCTYPE a><a/>", "<!DOCTYPE a SYSTEM 'http://127.0.0.1/x.dtd'><a/>",
            "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a>&x;</a>",
        ])
    func documentType(xml: String) {
        #expect(throws: XMLFailure.documentType) { try events(xml) }
    }

    @Test("Where a document type is allowed, what it declares is still never used")
    func declaredEntity() throws {
        var options = XMLPushParser.Options()
        options.allowsDocumentType = true
        #expect(try events("<!DOCTYPE a PUBLIC '-//X' 'http://127.0.0.1/x.dtd'><a/>", options: options).count == 2)
        #expect(throws: XMLFailure.self) {
            try events("<!DOCTYPE a [<!ENTITY x 'many'>]><a>&x;</a>", options: options)
        }
    }

    @Test("An entity nobody declared is refused, not left out")
    func undeclaredEntity() {
        #expect(throws: XMLFailure.self) { try events("<a>one &two; three</a>") }
        var options = XMLPushParser.Options()
        options.allowsDocumentType = true
        #expect(throws: XMLFailure.self) {
            try events("<!DOCTYPE a PUBLIC '-//X' 'x.dtd'><a>one &two; three</a>", options: options)
        }
    }

    @Test("Nesting to the limit is read, one more is refused")
    func depth() throws {
        func nested(_ count: Int) -> String {
            String(repeating: "<a>", count: count) + String(repeating: "</a>", count: count)
        }
        #expect(try events(nested(256)).count == 512)
        #expect(throws: XMLFailure.tooDeep(limit: 256)) { try events(nested(257)) }
        #expect(throws: XMLFailure.tooDeep(limit: 256)) { try events(nested(50_000)) }
    }

    @Test("A document cut anywhere is malformed")
    func truncated() throws {
        let xml = Array("<a id='1'><b>text</b><c/></a>".utf8)
        for length in 0..<xml.count {
            #expect(throws: XMLFailure.self, "cut at \(length)") {
                try events(String(decoding: xml.prefix(length), as: UTF8.self))
            }
        }
    }

    @Test("What the handler throws comes out of feed, and nothing follows it")
    func handlerThrows() throws {
        struct Enough: Error {}
        final class Fussy: XMLHandler {
            var starts = 0
            func start(_ tag: XMLTag) throws {
                starts += 1
                if tag.name == "b" { throw Enough() }
            }
            func end(_ name: String) {}
            func text(_ run: UnsafeBufferPointer<UInt8>) {}
        }
        let handler = Fussy()
        let parser = try XMLPushParser(handler: handler)
        #expect(throws: Enough.self) {
            try Array("<a><b/><c/></a>".utf8).withUnsafeBytes { try parser.feed($0) }
        }
        #expect(throws: Enough.self) { try parser.finish() }
        #expect(handler.starts == 2)
    }
}
