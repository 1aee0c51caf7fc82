/// Tells kinds of text apart by what stands in them.
enum TextKind {
    /// Whether the bytes are text at all: no zero bytes but UTF-16's, and hardly any control characters.
    static func isText(_ sample: [UInt8]) -> Bool {
        if sample.starts(with: [0xFF, 0xFE]) || sample.starts(with: [0xFE, 0xFF]) { return true }
        // Tab, line feed, vertical tab, form feed, carriage return, escape.
        let controls = sample.count { $0 < 0x20 && !(0x09...0x0D).contains($0) && $0 != 0x1B }
        return !sample.contains(0) && controls * 200 <= sample.count
    }

    /// - Parameters:
    ///   - text: The beginning of the file, in whole lines.
    ///   - name: Its name, asked only where the content does not tell.
    static func format(of text: String, name: String) -> SourceFormat {
        let start = text.prefix(2048).lowercased()
        let head = start.drop(while: \.isWhitespace)
        if head.hasPrefix("<!doctype html") || head.hasPrefix("<html")
            || (head.hasPrefix("<") && start.contains("<html"))
        {
            return .html
        }
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).prefix(400).map(
            String.init)
        let markdown = markdownSigns(in: lines)
        let csv = isCSV(lines)
        switch name.lowercased().split(separator: ".").last {
        case "csv" where csv || columnCount(lines, separator: ",") != nil: return .csv
        case "tsv" where csv: return .csv
        case "md", "markdown": return .markdown
        case "html" where head.hasPrefix("<"), "htm" where head.hasPrefix("<"): return .html
        case "txt", "text", "lst": return markdown >= 6 ? .markdown : .text
        default: break
        }
        if markdown >= 2 { return .markdown }
        return csv ? .csv : .text
    }

    /// Lines that only Markdown has: ATX headings, fences, table rules, links.
    private static func markdownSigns(in lines: [String]) -> Int {
        lines.count { line in
            let text = line.trimmed
            if text.hasPrefix("#") {
                let marks = text.prefix { $0 == "#" }.count
                return marks <= 6 && text.dropFirst(marks).first == " "
            }
            if text.hasPrefix("```") || text.hasPrefix("|--") || text.hasPrefix("| --") || text.hasPrefix("|:-") {
                return true
            }
            return text.contains("](") && text.contains("[")
        }
    }

    /// Rows of the same number of fields, at least two rows, with a separator that most rows have.
    private static func isCSV(_ lines: [String]) -> Bool {
        [",", ";", "\t", "|"].contains { columnCount(lines, separator: $0) != nil }
    }

    /// The number of fields that at least nine in ten rows have; nil when there is none, or only one.
    private static func columnCount(_ lines: [String], separator: Character) -> Int? {
        let counts = lines.filter { !$0.trimmed.isEmpty }.map { fieldCount($0, separator: separator) }
        guard counts.count >= 2 else { return nil }
        let most = Dictionary(grouping: counts) { $0 }.max { $0.value.count < $1.value.count }
        guard let most, most.key >= 2, most.value.count * 10 >= counts.count * 9 else { return nil }
        return most.key
    }

    private static func fieldCount(_ line: String, separator: Character) -> Int {
        var isQuoted = false
        var count = 1
        for character in line {
            if character == "\"" { isQuoted.toggle() }
            if character == separator, !isQuoted { count += 1 }
        }
        return count
    }
}
