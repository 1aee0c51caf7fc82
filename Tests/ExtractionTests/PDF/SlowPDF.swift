import Foundation

/// A small valid PDF that no program finishes drawing: each form draws the next one ten times.
enum SlowPDF {
    private static let depth = 30

    static let data: Data = {
        var objects = [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /XObject << /X 6 0 R >> >> >>",
            stream("", "/X Do"), "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
        ]
        for level in 0..<depth {
            let resources = "/Resources << /Font << /F 5 0 R >> /XObject << /X \(7 + level) 0 R >> >>"
            let body =
                level == depth - 1
                ? "BT /F 12 Tf (a) Tj ET" : Array(repeating: "/X Do", count: 10).joined(separator: " ")
            objects.append(stream("/Type /XObject /Subtype /Form /BBox [0 0 600 800] \(resources)", body))
        }
        var text = "%PDF-1.4\n"
        for (index, object) in objects.enumerated() { text += "\(index + 1) 0 obj\n\(object)\nendobj\n" }
        return Data((text + "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n0\n%%EOF\n").utf8)
    }()

    private static func stream(_ dictionary: String, _ body: String) -> String {
        "<< \(dictionary) /Length \(body.utf8.count) >>\nstream\n\(body)\nendstream"
    }
}
