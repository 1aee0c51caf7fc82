import Extraction

extension SourceVersion {
    /// Reads what a source says of its version where documents say it: on the first page, in running headers and
    /// footers, in the name of the file. What it says of others' versions elsewhere does not count.
    static func read(_ content: ExtractedContent) -> SourceVersion {
        let lines = front(of: content)
        let name = fileName(content.source.name)
        var version = SourceVersion()
        version.amendment = (lines + [name]).compactMap(amendment).max()
        version.number = (lines + [name]).compactMap(number).max { $0.lexicographicallyPrecedes($1) }
        version.date = lines.filter(isDated).flatMap(dates).max()
        version.isLocal = (lines + [name]).contains { line in
            let lower = line.lowercased()
            return ["country-specific", "country specific", "local amendment", "site-specific"].contains {
                lower.contains($0)
            }
        }
        return version
    }

    /// Words in a file's name are parted by whatever was at hand.
    private static func fileName(_ name: String) -> String {
        let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
        return String(stem.map { "_-+".contains($0) ? " " : $0 })
    }

    private static func front(of content: ExtractedContent) -> [String] {
        let isPaged = content.blocks.contains { $0.provenance.page != nil }
        let blocks =
            isPaged
            ? content.blocks.prefix { ($0.provenance.page ?? 1) == 1 }.prefix(60) : content.blocks.prefix(25)
        let lines = blocks.flatMap { block -> [String] in
            guard case .table(let table) = block.content else { return [block.text] }
            return table.rows.map { row in
                row.map { TableReading.clean($0.text) }.filter { !$0.isEmpty }.joined(separator: ": ")
            }
        }
        return ([content.title].compactMap(\.self) + lines + content.furniture).filter { $0.count < 400 }
    }

    private static func amendment(_ line: String) -> Double? {
        let lower = line.lowercased()
        // A list of several, as in "incorporating amendments 1 and 2", is as new as its last.
        let counted = values(
            #"\bamendments?(?:\s+(?:no\.?|numbers?|identifier))?\s*[:#]?\s*(?<value>\d{1,2}(?:\.\d+)?(?:\s*(?:,|and|&|to)\s*\d{1,2})*)\b(?!\.?\s*(?:\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)))(?!-)"#,
            in: line
        ).flatMap { $0.split { !$0.isNumber && $0 != "." }.compactMap { Double($0) } }
        // Some sponsors letter them, and write the letter behind the protocol's number.
        let lettered =
            values(#"\bAmendment\s+(?<value>[A-Z]|\([a-z]\))(?![\w.])"#, in: line, caseSensitive: true)
            + values(#"\b[A-Z][A-Z0-9]+(?:-[A-Z0-9]+)+(?<value>\([a-z]\))"#, in: line, caseSensitive: true)
        let letters = lettered.compactMap { text in
            text.lowercased().first { $0.isLetter }?.asciiValue.map { Double($0) - 96 }
        }
        if let last = (counted + letters).max() { return last }
        return lower.contains("original protocol") ? 0 : nil
    }

    private static func number(_ line: String) -> [Int]? {
        let own =
            #"(?:^|[,;|(]\s*|\b(?:protocol|plan|document|brochure|final|report|study)\s+)version(?:\s+(?:no\.?|number|identifier))?\s*:?\s*(?<value>\d{1,3}(?:\.\d{1,3})*)\b(?![-/])"#
        let short = #"(?:^|\s)v\s?(?<value>\d{1,3}(?:\.\d{1,3})*)(?=\s|$|[,;)])"#
        return (values(own, in: line) + values(short, in: line)).map { $0.split(separator: ".").compactMap { Int($0) } }
            .max { $0.lexicographicallyPrecedes($1) }
    }

    private static func isDated(_ line: String) -> Bool {
        let lower = line.lowercased()
        return ["amendment", "version", "date", "approved"].contains { lower.contains($0) }
    }

    private static func dates(_ line: String) -> [String] {
        values(
            #"(?<value>\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[ -]\p{L}{3,9}[ -]\d{4}\b|\b\p{L}{3,9} \d{1,2}, \d{4}\b)"#,
            in: line
        ).compactMap { CalendarDate($0)?.iso8601 }
    }

    /// The patterns are the program's own; those that fail to compile are caught by tests. A match given up at its
    /// limit is no match.
    private static func values(_ pattern: String, in line: String, caseSensitive: Bool = false) -> [String] {
        let matches = try? Pattern(pattern, caseSensitive: caseSensitive).matches(in: line, limit: 20)
        return (matches ?? []).map(\.value)
    }
}
