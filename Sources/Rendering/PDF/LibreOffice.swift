import Foundation
import Sandbox

/// One conversion of a DOCX by LibreOffice Writer.
///
/// Every conversion has a new profile in its private directory (which costs 0.1 s of 1.2): no two share one, and nothing
/// that one document did to its profile reaches the next.
///
/// A heading may come to stand at the foot of a page although it is to be kept with what follows (seen with 7.4, also with
/// one heading and no table near): where a document has some thousand paragraphs, LibreOffice first spreads them over pages
/// by an estimate, and what it then moves back to an earlier page it does not keep. Word keeps it, from the same DOCX.
struct LibreOffice: Sendable {
    let tools: PDFTools
    let options: PDFOptions

    private static let inputName = "document.docx"
    /// What it reads outside the system's usual places: without its user's entry it does not find its home directory and
    /// waits for ever; without Debian's cache of extensions it gives up.
    private static let ownPaths = ["/etc/passwd", "/var/spool/libreoffice"].filter {
        FileManager.default.fileExists(atPath: $0)
    }
    private static let outputName = "document.pdf"

    /// - Parameter namesPlaces: keeps the bookmarks of the DOCX as named destinations, for finding their pages.
    /// - Throws: ``RenderingFailure``
    func convert(_ docx: [UInt8], namesPlaces: Bool) async throws -> [UInt8] {
        let directory = try WorkDirectory()
        defer { directory.remove() }
        let file = try directory.write(docx, as: Self.inputName)
        let invocation = ToolInvocation(
            program: "soffice",
            arguments: [
                "--headless", "--norestore", "--nologo", "--infilter=MS Word 2007 XML", "--convert-to",
                "pdf:writer_pdf_Export:" + filter(namesPlaces: namesPlaces), "--outdir", ".", file,
            ],
            readablePaths: [directory.path] + Self.ownPaths,
            collectedFiles: [Self.outputName],
            limits: ToolLimits(
                wall: options.timeLimit, cpu: options.timeLimit, memory: .addressSpace(4 << 30), tasks: 256),
            needs: .unixSockets)
        let result = try await tools.run(invocation)
        guard let pdf = result.files[Self.outputName] else {
            // It exits with 0 even when it could not read the document.
            throw RenderingFailure.tool(name: "soffice", message: "no PDF was written. \(result.errorTail)")
        }
        return pdf
    }

    /// The options of LibreOffice's PDF export, in its JSON form.
    private func filter(namesPlaces: Bool) -> String {
        var settings = [
            // FDA's specification: no annotations; bookmarks; opened with the bookmarks beside the page.
            ("ExportNotes", "boolean", "false"), ("ExportBookmarks", "boolean", "true"),
            ("InitialView", "long", "1"), ("DisplayPDFDocumentTitle", "boolean", "true"),
            ("UseTaggedPDF", "boolean", "true"), ("EmbedStandardFonts", "boolean", "true"),
            // 0 is LibreOffice's own version, 1.6; 2 is PDF/A-2b.
            ("SelectPdfVersion", "long", options.archival ? "2" : "0"),
        ]
        if namesPlaces { settings.append(("ExportBookmarksToPDFDestination", "boolean", "true")) }
        let members = settings.map { name, type, value in
            "\"\(name)\":{\"type\":\"\(type)\",\"value\":\"\(value)\"}"
        }
        return "{" + members.joined(separator: ",") + "}"
    }
}
