import Foundation

/// A PDF written by hand: text at places on pages, in one of the standard fonts.
struct DrawnPDF {
    struct Text {
        var text: String
        var x: Double
        /// From the top of the page.
        var y: Double
        var size = 12.0
        /// How far it is turned to the left, in degrees.
        var angle = 0.0
    }

    var pages: [[Text]] = []
    /// Title and page, from 1.
    var outline: [(title: String, page: Int)] = []

    static let width = 612.0
    static let height = 792.0

    /// Adds a page of lines set one under the other.
    mutating func addPage(_ lines: [String], x: Double = 72, from top: Double = 100, leading: Double = 14) {
        pages.append(
            lines.enumerated().compactMap { line in
                line.element.isEmpty ? nil : Text(text: line.element, x: x, y: top + Double(line.offset) * leading)
            })
    }

    var data: Data {
        var objects: [String] = ["", ""]
        objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>")
        var kids: [String] = []
        for page in pages {
            let stream = page.map {
                "BT /F1 \($0.size) Tf \(Self.matrix($0)) Tm (\(Self.escaped($0.text))) Tj ET"
            }
            .joined(separator: "\n")
            objects.append("<< /Length \(stream.utf8.count) >>\nstream\n\(stream)\nendstream")
            objects.append(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 \(Self.width) \(Self.height)] /Contents \(objects.count) 0 R "
                    + "/Resources << /Font << /F1 3 0 R >> >> >>")
            kids.append("\(objects.count) 0 R")
        }
        let root = objects.count + 1
        for (offset, entry) in outline.enumerated() {
            let next = offset + 1 < outline.count ? "/Next \(root + offset + 1) 0 R " : ""
            objects.append(
                "<< /Title (\(Self.escaped(entry.title))) /Parent \(root + outline.count) 0 R \(next)/Dest [\(kids[entry.page - 1]) /Fit] >>"
            )
        }
        if !outline.isEmpty {
            objects.append(
                "<< /Type /Outlines /First \(root) 0 R /Last \(root + outline.count - 1) 0 R /Count \(outline.count) >>"
            )
        }
        objects[0] = "<< /Type /Catalog /Pages 2 0 R \(outline.isEmpty ? "" : "/Outlines \(objects.count) 0 R") >>"
        objects[1] = "<< /Type /Pages /Count \(pages.count) /Kids [\(kids.joined(separator: " "))] >>"
        return Self.file(objects)
    }

    private static func matrix(_ text: Text) -> String {
        let (cosine, sine) = (cos(text.angle * .pi / 180), sin(text.angle * .pi / 180))
        let numbers = [cosine, sine, -sine, cosine, text.x, height - text.y]
        return numbers.map { String(format: "%.4f", $0) }.joined(separator: " ")
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("(", with: "\\(").replacing(")", with: "\\)")
    }

    private static func file(_ objects: [String]) -> Data {
        var text = "%PDF-1.4\n"
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(text.utf8.count)
            text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let table = text.utf8.count
        text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        text += offsets.map { String(repeating: "0", count: 10 - "\($0)".count) + "\($0) 00000 n \n" }.joined()
        text += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(table)\n%%EOF\n"
        return Data(text.utf8)
    }
}
