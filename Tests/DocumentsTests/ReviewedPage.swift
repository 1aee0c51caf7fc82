import Foundation
import Rendering
import Testing

@testable import Documents

/// A page on which a person wrote, section by section, what a generated document must hold and what it was found to hold.
///
/// Its table has the columns *section*, *expected*, *state*, *sources*, *holds* and *verdict*. The test compares the last
/// four with a new draft, so that the page cannot go stale.
struct ReviewedPage {
    struct Row: Sendable {
        var section: String
        /// As in ``FilledSection/Status``.
        var state: String
        /// Such as `protocol 7, 8; 14-2.01`: sources by their short names, with pages where there are any.
        var sources: String
        /// Words and values that its text and tables must hold.
        var holds: [String]
        /// `right`, or `partly` right, of what is filled; else `open` where no source has the content, or `missed`.
        var verdict: String
    }

    let rows: [Row]

    init(_ name: String) throws {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: name)
        rows = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard cells.count == 8, cells[1].first != "-", cells[1] != "section" else { return nil }
            let section = cells[1].split(separator: " ").first.map(String.init) ?? ""
            let holds = cells[5].split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            return Row(
                section: section, state: cells[3], sources: cells[4], holds: holds, verdict: cells[6])
        }
    }

    /// - Parameter names: short names of the sources, by their file names.
    func check(_ outline: FilledOutline, names: [String: String]) {
        #expect(rows.map(\.section) == outline.sections.map(\.id), "the page has a row for each section, in order")
        for (row, section) in zip(rows, outline.sections) {
            #expect(row.state == section.status.rawValue, "state of \(section.id)")
            #expect(row.sources == Self.sources(of: section, names: names), "sources of \(section.id)")
            let text = Self.text(of: section)
            for wanted in row.holds {
                #expect(text.contains(Self.plain(wanted)), "\(section.id) holds \(wanted)")
            }
            // Content that nobody read is no content; what is open must say so.
            let isFilled = section.status == .filled
            let verdicts = isFilled || section.status == .made ? ["right", "partly"] : ["open", "missed"]
            #expect(verdicts.contains(row.verdict), "verdict of \(section.id)")
            if isFilled { #expect(!row.holds.isEmpty, "\(section.id) names what it holds") }
        }
    }

    static func sources(of section: FilledSection, names: [String: String]) -> String {
        var pages: [(name: String, pages: [Int])] = []
        for citation in section.citations {
            let name = names[citation.source] ?? citation.source
            if !pages.contains(where: { $0.name == name }) { pages.append((name, [])) }
            guard let index = pages.firstIndex(where: { $0.name == name }), let page = citation.page else { continue }
            if !pages[index].pages.contains(page) { pages[index].pages.append(page) }
        }
        return pages.map { entry in
            ([entry.name] + [ranges(entry.pages.sorted())].filter { !$0.isEmpty }).joined(separator: " ")
        }.joined(separator: "; ")
    }

    private static func ranges(_ pages: [Int]) -> String {
        var ranges: [ClosedRange<Int>] = []
        for page in pages {
            if let last = ranges.last, last.upperBound + 1 == page {
                ranges[ranges.count - 1] = last.lowerBound...page
            } else {
                ranges.append(page...page)
            }
        }
        return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }
            .joined(separator: ", ")
    }

    private static func text(of section: FilledSection) -> String {
        plain(section.elements.map(text(of:)).joined(separator: "\n"))
    }

    static func text(of element: Manuscript.Element) -> String {
        switch element {
        case .paragraph(let text), .listItem(_, _, _, let text): text.text
        case .passage(let texts): texts.map(\.text).joined(separator: " ")
        case .subheading(let text), .note(let text): text
        case .table(let table):
            ([table.caption] + table.subtitles + table.rows.map { $0.map(\.text).joined(separator: " ") }
                + table.footnotes).joined(separator: "\n")
        }
    }

    private static func plain(_ text: String) -> String {
        text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
