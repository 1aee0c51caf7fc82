@testable import Extraction

/// A small workbook, from the XML inside its worksheets.
struct WorkbookFixture {
    var sheets: [(name: String, xml: String)]
    var sheetAttributes = ""
    var workbookProperties = ""
    var strings: [String] = []
    var styles = ""

    private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let main = #"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#

    var archiveParts: [String: String] {
        var files = ["[Content_Types].xml": "<Types/>"]
        var list = ""
        var links = ""
        for (index, sheet) in sheets.enumerated() {
            list += #"<sheet name="\#(sheet.name)" sheetId="\#(index + 1)" r:id="s\#(index)" \#(sheetAttributes)/>"#
            links +=
                #"<Relationship Id="s\#(index)" Type="\#(Self.office)/worksheet" Target="worksheets/s\#(index).xml"/>"#
            files["xl/worksheets/s\(index).xml"] = "<worksheet \(Self.main)>\(sheet.xml)</worksheet>"
        }
        links += #"<Relationship Id="st" Type="\#(Self.office)/styles" Target="/xl/styles.xml"/>"#
        links += #"<Relationship Id="sh" Type="\#(Self.office)/sharedStrings" Target="sharedStrings.xml"/>"#
        files["xl/styles.xml"] = "<styleSheet \(Self.main)>\(styles)</styleSheet>"
        files["xl/sharedStrings.xml"] = "<sst \(Self.main)>\(strings.map { "<si>\($0)</si>" }.joined())</sst>"
        files["xl/workbook.xml"] =
            "<workbook \(Self.main) xmlns:r=\"\(Self.office)\">\(workbookProperties)<sheets>\(list)</sheets></workbook>"
        files["xl/_rels/workbook.xml.rels"] = "<Relationships \(WordFixture.rels)>\(links)</Relationships>"
        files["_rels/.rels"] = """
            <Relationships \(WordFixture.rels)><Relationship Id="r" Type="\(Self.office)/officeDocument" \
            Target="xl/workbook.xml"/></Relationships>
            """
        return files
    }

    func read(limits: ExtractionLimits = ExtractionLimits()) async throws -> ExtractedContent {
        let fixture = try OfficeFixture()
        let file = try fixture.zip(archiveParts, name: "test.xlsx", format: .xlsx)
        let content = try await WorkbookReader().read(file, limits: limits)
        return withExtendedLifetime(fixture) { content }
    }

    /// Rows of texts from a cell on; a nil leaves the cell out.
    static func rows(_ rows: [[String?]], from first: Int = 1) -> String {
        rows.enumerated().map { index, row in
            let number = first + index
            let cells = row.enumerated().map { column, text in
                guard let text else { return "" }
                let reference = CellReference(column: column + 1, row: number).text
                return #"<c r="\#(reference)" t="inlineStr"><is><t>\#(text)</t></is></c>"#
            }
            return #"<row r="\#(number)">\#(cells.joined())</row>"#
        }.joined()
    }
}
