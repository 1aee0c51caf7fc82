import Sandbox

/// What poppler's programs tell about a PDF.
struct Poppler: Sendable {
    let tools: PDFTools

    /// The page of each bookmark that ``Bookmark`` names.
    ///
    /// `pdfinfo -dests` prints a line for each named destination: the page, its place in brackets, and the name in
    /// quotes, in which LibreOffice has written the underscore as a number.
    func pages(of file: String) async throws -> PageNumbers {
        let output = try await tools.run("pdfinfo", ["-dests", file], on: file).outputText
        var pages: [String: Int] = [:]
        for line in output.split(separator: "\n") {
            guard let match = line.firstMatch(of: /^\s*(\d+) .*"[^"]*?(Toc\d{9})"/), let page = Int(match.1) else {
                continue
            }
            pages["_\(match.2)"] = page
        }
        return PageNumbers(bookmarks: pages)
    }

    /// The names of fonts that the file does not carry itself.
    ///
    /// `pdffonts` prints a table whose columns start where the dashes of its second line do; `emb` says `yes` or `no`.
    func fontsNotEmbedded(in file: String) async throws -> [String] {
        let lines = try await tools.run("pdffonts", [file], on: file).outputText.split(separator: "\n")
        guard let header = lines.first, let column = header.firstRange(of: "emb") else { return [] }
        let offset = header.distance(from: header.startIndex, to: column.lowerBound)
        return lines.dropFirst(2).compactMap { line in
            line.dropFirst(offset).hasPrefix("yes") ? nil : line.split(separator: " ").first.map(String.init)
        }
    }
}
