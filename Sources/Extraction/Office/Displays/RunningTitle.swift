/// What a page's header and footer say about the one table on it.
///
/// Programs that make statistical tables put number, title and population into the header and the notes into the
/// footer, so that they repeat on each page; the body is the bare table.
struct RunningTitle: Equatable {
    var label: String
    var caption: String
    var subtitles: [String]
    var footnotes: [String]
    /// Lines that say nothing about the table: the protocol, page numbers, when the program ran.
    var rest: [String]

    /// Nil when no line of the header is a table's label.
    init?(header: [String], footer: [String]) {
        guard let index = header.firstIndex(where: { DisplayLabel($0)?.isTitle == true }),
            let found = DisplayLabel(header[index])
        else { return nil }
        label = found.label
        var titles = found.title.isEmpty ? [] : [found.title]
        subtitles = []
        rest = []
        footnotes = []
        for (position, line) in header.enumerated() where position != index {
            if Self.isPopulation(line) {
                subtitles.append(line)
            } else if position < index || Self.isFurniture(line) {
                rest.append(line)
            } else {
                titles.append(line)
            }
        }
        for line in footer {
            if Self.isFurniture(line) { rest.append(line) } else { footnotes.append(line) }
        }
        caption = titles.joined(separator: " ")
    }

    private static func isPopulation(_ line: String) -> Bool {
        let start = line.lowercased()
        return ["population:", "analysis set:", "analysis population:"].contains { start.hasPrefix($0) }
    }

    /// Page numbers, the protocol's name, and the moment a program ran.
    static func isFurniture(_ line: String) -> Bool {
        let words = line.lowercased()
        if words.hasPrefix("page ") || words.hasPrefix("protocol:") || words.hasPrefix("confidential") { return true }
        return isTimeStamp(line)
    }

    /// A short line with a time of day and a year, such as `19:25 Tuesday, June 16, 2020`.
    private static func isTimeStamp(_ line: String) -> Bool {
        guard line.count <= 60 else { return false }
        let parts = line.split { $0 == " " || $0 == "," || $0 == "T" }
        let hasTime = parts.contains { part in
            let numbers = part.split(separator: ":")
            return numbers.count >= 2
                && numbers.allSatisfy { !$0.isEmpty && $0.count <= 2 && $0.allSatisfy(\.isNumber) }
        }
        let hasYear = parts.contains { part in
            part.split(separator: "-").contains { $0.hasPrefix("20") || $0.hasPrefix("19") }
                && part.contains(where: \.isNumber)
        }
        return hasTime && hasYear
    }
}
