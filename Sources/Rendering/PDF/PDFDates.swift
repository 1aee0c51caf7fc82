import Foundation

/// Replaces what LibreOffice takes from the clock by the document's own date, so that a rerun gives the same file.
///
/// LibreOffice ignores `SOURCE_DATE_EPOCH`. Every replacement has the length of what it replaces, because the file's
/// cross-reference table holds byte positions.
struct PDFDates {
    let date: Timestamp

    func normalized(_ pdf: [UInt8]) -> [UInt8] {
        var data = Data(pdf)
        for key in ["/CreationDate(", "/ModDate("] {
            replace(in: &data, from: key, to: ")") { pdfDate(length: $0) }
        }
        for name in ["xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"] {
            replace(in: &data, from: "<\(name)>", to: "</") { $0 == date.text.utf8.count ? date.text : nil }
        }
        // A digest over the file as it was written, which nothing reads, and an identifier made from the time, of which
        // qpdf would keep the first half.
        replace(in: &data, from: "/ID [ <", to: ">") { String(repeating: "0", count: $0) }
        replace(in: &data, from: "/DocChecksum /", to: "\n") { String(repeating: "0", count: $0) }
        return [UInt8](data)
    }

    /// The forms that LibreOffice writes differ in how they name the time zone.
    private func pdfDate(length: Int) -> String? {
        let local = date.pdf.dropLast()
        return ["Z", "Z'", "+00'00", "+00'00'"].map { local + $0 }.first { $0.utf8.count == length }
    }

    private func replace(in data: inout Data, from start: String, to end: String, _ value: (Int) -> String?) {
        var position = data.startIndex
        while let opening = data.range(of: Data(start.utf8), in: position..<data.endIndex) {
            position = opening.upperBound
            let limit = min(data.endIndex, position + 80)
            guard let closing = data.range(of: Data(end.utf8), in: position..<limit) else { continue }
            let old = position..<closing.lowerBound
            guard let new = value(old.count), new.utf8.count == old.count else { continue }
            data.replaceSubrange(old, with: Data(new.utf8))
        }
    }
}
