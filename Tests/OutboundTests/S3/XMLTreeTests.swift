import NIOCore
import Testing

@testable import Outbound

@Suite("Answers in XML are read, hostile ones are refused")
struct XMLTreeTests {
    @Test("names lose their namespace, texts are whole, entities of XML are replaced")
    func reads() throws {
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <a xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><b>one &amp; <![CDATA[<two>]]></b><b>&#233;</b><c/></a>
            """
        let tree = try XMLTree(parsing: ByteBuffer(string: text))
        #expect(tree.name == "a")
        #expect(tree.all("b").map(\.text) == ["one & <two>", "é"])
        #expect(tree["c"]?.text == "")
        #expect(tree["d"] == nil)
    }

    @Test(
        "refuses",
        arguments: [
            "", "no XML", "<a>", "<a></b>", "<a/><b/>", "<a>\u{1}</a>",
            "<!DOCTYPE a><a/>",
            "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>",
            "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
            "<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/evil.dtd\"><a/>",
            "<a>&undefined;</a>",
            String(repeating: "<a>", count: 17) + String(repeating: "</a>", count: 17),
        ])
    func refuses(_ text: String) {
        #expect(throws: S3Failure.self) { try XMLTree(parsing: ByteBuffer(string: text)) }
    }

    @Test("entities that grow into gigabytes grow into nothing")
    func bomb() {
        var entities = "<!ENTITY e0 \"0123456789\">"
        for level in 1...12 {
            entities += "<!ENTITY e\(level) \"" + String(repeating: "&e\(level - 1);", count: 10) + "\">"
        }
        #expect(throws: S3Failure.self) {
            try XMLTree(parsing: ByteBuffer(string: "<!DOCTYPE a [\(entities)]><a>&e12;</a>"))
        }
    }
}
