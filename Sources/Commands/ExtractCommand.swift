import ArgumentParser
import Documents
import Extraction
import Foundation

/// `galley extract FILE`: shows what a source says, as the first stage reads it.
struct ExtractCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extract", abstract: "Reads a source file as the first stage does and shows what it found.")

    @Argument(help: "A PDF, DOCX, XLSX, HTML, Markdown, CSV, text or RTF file.")
    var file: String

    @OptionGroup(title: "Output") var output: OutputFlags

    /// Set by the program itself when it starts a confined copy of itself to read a stranger's file.
    @Flag(name: .customLong("internal"), help: .hidden)
    var isChild = false

    func run() async throws {
        if isChild { throw ExitCode(await ExtractionChild.run(file)) }
        do {
            let content = try await CommandContext.required.extract(path: file)
            try output.show(Answer(content: content, facts: Facts.find(in: [content])))
        } catch let error as UnreadableSource {
            guard error.reason != .missing else { throw CommandFailure.missing("file \(file)") }
            throw CommandFailure.refused(error.message)
        }
    }

    private struct Answer: Presentable {
        let content: ExtractedContent
        /// What it says of its study, each with its place.
        let facts: [Fact]

        var tables: [Table] {
            let source = content.source
            let file = [
                ["source", source.name], ["format", source.format.rawValue], ["size", "\(source.size) bytes"],
                ["sha256", source.sha256], ["pages", content.pageCount.map(String.init) ?? Cell.nothing],
                ["blocks", "\(content.blocks.count)"],
            ]
            let warnings = content.warnings.map { [$0.code, $0.page.map { "page \($0)" } ?? "", $0.message] }
            let known = facts.map { [$0.key, Cell.short($0.value), $0.citations.first?.place ?? Cell.nothing] }
            return [
                Table(heading: [], rows: file),
                Table(heading: ["FACT", "VALUE", "WHERE"], rows: known, empty: "no facts"),
                Table(heading: ["WHERE", "KIND", "TEXT"], rows: content.blocks.map(row), empty: "no blocks"),
                Table(heading: ["WARNING", "WHERE", ""], rows: warnings, empty: "no warnings"),
            ]
        }

        private func row(_ block: Block) -> [String] {
            [place(block.provenance)] + words(block.content)
        }

        private func place(_ provenance: Provenance) -> String {
            if let page = provenance.page { return "page \(page)" }
            if let sheet = provenance.sheet { return "\(sheet)!\(provenance.cells ?? "")" }
            return provenance.paragraph.map { "line \($0)" } ?? Cell.nothing
        }

        private func words(_ content: Block.Content) -> [String] {
            switch content {
            case .heading(let level, let number, let text):
                ["heading \(level)", Cell.short([number, text].compactMap(\.self).joined(separator: " "))]
            case .paragraph(let text): ["paragraph", Cell.short(text)]
            case .listItem(_, let marker, let text): ["item", Cell.short("\(marker) \(text)")]
            case .table(let table):
                [
                    "table \(table.rows.count)×\(table.columnCount)",
                    Cell.short([table.label, table.caption].compactMap(\.self).joined(separator: " ")),
                ]
            case .figure(let caption, _): ["figure", Cell.short(caption ?? "")]
            case .footnote(let mark, let text): ["footnote", Cell.short("\(mark) \(text)")]
            }
        }
    }
}
