import Foundation
import Sandbox

@testable import Extraction

/// A PDF whose page is a picture of text, as a scanner makes it.
enum ScannedPDF {
    /// Draws a page of text at 150 dots per inch and puts nothing but the picture on a page.
    static func data(of pdf: DrawnPDF) async throws -> Data {
        let picture = try await withSource(pdf.data, named: "text.pdf") { path in
            var invocation = ToolInvocation(program: "pdftoppm", arguments: ["-r", "150", "-gray", path])
            invocation.readablePaths = [path]
            return try await ToolRunner.nested().run(invocation).output
        }
        return page(with: picture)
    }

    /// - Parameter picture: A PGM file: `P5`, width and height, greatest value, then a byte for each point.
    private static func page(with picture: [UInt8]) -> Data {
        let head = picture.split(separator: UInt8(ascii: "\n"), maxSplits: 3, omittingEmptySubsequences: false)
        let size = String(decoding: head[1], as: UTF8.self).split(separator: " ")
        let drawing = "q 612 0 0 792 0 0 cm /I Do Q"
        var file = Data(
            """
            %PDF-1.4
            1 0 obj
            << /Type /Catalog /Pages 2 0 R >>
            endobj
            2 0 obj
            << /Type /Pages /Count 1 /Kids [3 0 R] >>
            endobj
            3 0 obj
            << /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>
            endobj
            4 0 obj
            << /Length \(drawing.utf8.count) >>
            stream
            \(drawing)
            endstream
            endobj
            5 0 obj
            << /Type /XObject /Subtype /Image /Width \(size[0]) /Height \(size[1]) /ColorSpace /DeviceGray /BitsPerComponent 8 \
            /Length \(head[3].count) >>
            stream

            """.utf8)
        file += Data(head[3])
        file += Data("\nendstream\nendobj\ntrailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n0\n%%EOF\n".utf8)
        return file
    }
}
