import Foundation
import Sandbox
import Testing

@testable import Rendering

/// The schema itself, which is not the project's to pass on: skipped where nobody has named it.
@Suite(
    .enabled(
        if: Installed.wordSchema != nil,
        "OOXML_XSD names no wml.xsd: the parts are checked by our own rules, LibreOffice and python-docx only"))
struct SchemaTests {
    @Test(arguments: [nil, ReferenceDocumentTests.house], Manuscript.CitationStyle.allCases)
    func `Every part is valid`(reference: ReferenceDocument?, style: Manuscript.CitationStyle) async throws {
        let docx = try DOCXWriter(reference: reference).write(Sample.report(style: style))
        let directory = try WorkDirectory()
        defer { directory.remove() }
        let schema = try #require(Installed.wordSchema)
        for entry in try ZIPReader.unpack(docx)
        where entry.path.hasPrefix("word/") && entry.path.hasSuffix(".xml") {
            let file = try directory.write(entry.bytes, as: "part.xml")
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/xmllint")
            process.arguments = ["--noout", "--nonet", "--schema", schema, file]
            let errors = Pipe()
            process.standardError = errors
            try process.run()
            let words = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == 0, "\(entry.path): \(words.prefix(500))")
        }
    }
}
