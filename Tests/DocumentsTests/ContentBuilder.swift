import Crypto
import Extraction

/// Makes extracted sources by hand.
struct ContentBuilder {
    private var content: ExtractedContent
    private var page = 1

    init(_ name: String, format: SourceFormat = .pdf, title: String? = nil) {
        let digest = SHA256.hash(data: Array(name.utf8)).map { String(Int($0) + 256, radix: 16).dropFirst() }.joined()
        content = ExtractedContent(
            source: SourceDescription(name: name, sha256: digest, size: 1, format: format), pageCount: 1, title: title,
            blocks: [])
    }

    var built: ExtractedContent { content }

    mutating func turnPage() {
        page += 1
        content.pageCount = page
    }

    private mutating func add(_ block: Block.Content) {
        content.blocks.append(Block(index: content.blocks.count, content: block, provenance: Provenance(page: page)))
    }

    mutating func heading(_ text: String, number: String? = nil, level: Int = 1) {
        add(.heading(level: level, number: number, text: text))
    }

    mutating func paragraph(_ text: String) { add(.paragraph(text: text)) }

    mutating func item(_ text: String) { add(.listItem(level: 0, marker: "•", text: text)) }

    mutating func table(
        _ caption: String?, label: String? = nil, subtitles: [String] = [], headers: [String], rows: [[String]]
    ) {
        let all = [headers] + rows
        add(
            .table(
                Table(
                    caption: caption, label: label, subtitles: subtitles, headerRows: 1,
                    rows: all.map { $0.map { Table.Cell($0) } })))
    }
}

extension ContentBuilder {
    /// A protocol that numbers its sections as it likes.
    static func protocolDocument(number: String = "ABC-123") -> ContentBuilder {
        var builder = ContentBuilder("protocol.pdf", title: "Clinical Study Protocol")
        builder.paragraph("Protocol number: \(number)")
        builder.paragraph("Sponsor: Example Sponsor")
        builder.heading("Introduction", number: "1")
        builder.paragraph("The compound is new and its mechanism is described in earlier reports of the programme.")
        builder.heading("Objectives", number: "2")
        builder.heading("Primary Objective", number: "2.1", level: 2)
        builder.item("To compare the compound with placebo (PBO).")
        builder.turnPage()
        builder.heading("Study Design", number: "3.1", level: 2)
        builder.paragraph("Approximately 300 patients will be enrolled in a randomised trial of 26 weeks duration.")
        builder.heading("Study Population", number: "3.4", level: 2)
        builder.heading("Inclusion Criteria", number: "3.4.2.1", level: 4)
        builder.item("Adults of 50 years or older.")
        builder.heading("Exclusion Criteria", number: "3.4.2.2", level: 4)
        builder.item("Earlier use of the compound.")
        builder.heading("Clinical Adverse Events", number: "3.9.3.2", level: 4)
        builder.paragraph("Adverse events will be recorded at every visit and reported by the investigator.")
        return builder
    }

    static let arms = ["", "Active (N=150)", "Placebo (N=104)", "Total (N=254)"]

    static func results(safety: Bool = true) -> [ExtractedContent] {
        var disposition = ContentBuilder("disposition.docx", format: .docx)
        disposition.table(
            "Disposition of Patients", label: "Table 14.1.1", subtitles: ["Population: Intent-to-Treat"], headers: arms,
            rows: [
                ["Randomised", "150", "104", "254"], ["Completed", "100", "80", "180"],
                ["Discontinued", "50", "24", "74"],
            ])
        var demographics = ContentBuilder("demographics.docx", format: .docx)
        demographics.table(
            "Demographic Characteristics", label: "Table 14.1.2", subtitles: ["Population: Intent-to-Treat"],
            headers: arms, rows: [["Age, mean", "61", "62", "61"]])
        var efficacy = ContentBuilder("efficacy.docx", format: .docx)
        efficacy.table(
            "Primary Endpoint: Change from Baseline", label: "Table 14.2.1", headers: arms,
            rows: [["Mean", "-2.1", "-1.0", ""]])
        var events = ContentBuilder("events.docx", format: .docx)
        events.table(
            "Adverse Events by Preferred Term", label: "Table 14.3.1", headers: arms,
            rows: [["Headache", "9", "8", "17"]])
        return [disposition.built, demographics.built, efficacy.built] + (safety ? [events.built] : [])
    }

    static func study(safety: Bool = true) -> [ExtractedContent] {
        [protocolDocument().built] + results(safety: safety)
    }
}
