/// Reads an Excel workbook (XLSX) into blocks: one heading for each sheet, and its tables as they are shown.
public struct WorkbookReader: SourceReader {
    /// More sheets than any workbook a person made; each costs a pass over the archive's directory.
    private static let sheetLimit = 500

    public init() {}

    public func read(_ file: SourceFile, limits: ExtractionLimits) async throws -> ExtractedContent {
        let package = try OfficePackage(file, limits: limits)
        let main = try package.mainPart(fallback: "xl/workbook.xml")
        let links = try package.relationships(of: main)
        let parts = try parts(package, main, links)
        guard parts.sheets.count <= Self.sheetLimit else {
            throw file.unreadable(.tooLarge, OfficeCap.sheets(Self.sheetLimit).predicate)
        }
        var blocks: [Block] = []
        var cells = (read: 0, made: 0)
        for sheet in parts.sheets {
            guard let target = links.targets[sheet.relationshipID], target.kind == "worksheet", let part = target.part
            else { continue }
            let handler = SheetHandler(parts: parts, cellCount: cells.read, limit: limits.cells)
            try package.parse(part, into: handler)
            let own = try sheetBlocks(sheet.name, handler.sheet, made: cells.made, package)
            cells = (handler.cellCount, own.cellCount)
            blocks += own.blocks
        }
        guard blocks.count <= limits.blocks else {
            throw file.unreadable(.tooLarge, OfficeCap.blocks(limits.blocks).predicate)
        }
        for index in blocks.indices { blocks[index].index = index }
        return ExtractedContent(
            source: file.description, title: try package.properties().title, blocks: blocks,
            warnings: parts.sheets.filter(\.isHidden).map(Self.hidden))
    }

    private func sheetBlocks(
        _ name: String, _ sheet: Sheet, made: Int, _ package: OfficePackage
    ) throws -> SheetBlocks {
        do {
            return try SheetBlocks(name: name, sheet: sheet, cellCount: made, limit: package.limits.cells)
        } catch let cap as OfficeCap {
            throw package.file.unreadable(.tooLarge, cap.predicate)
        }
    }

    private static func hidden(_ sheet: WorkbookParts.Sheet) -> ExtractionWarning {
        ExtractionWarning(
            code: "hidden_sheet", message: "The sheet “\(sheet.name)” is hidden; it was read all the same.")
    }

    private func parts(
        _ package: OfficePackage, _ main: String, _ links: OfficeRelationships
    ) throws -> WorkbookParts {
        var parts = WorkbookParts()
        let workbook = WorkbookHandler()
        try package.parse(main, into: workbook)
        parts.sheets = workbook.sheets
        parts.from1904 = workbook.from1904
        if let part = links.first("sharedStrings") {
            let handler = SharedStringsHandler()
            try package.parse(part, into: handler)
            parts.strings = handler.strings
        }
        if let part = links.first("styles") {
            let handler = WorkbookStylesHandler()
            try package.parse(part, into: handler)
            parts.formats = handler.formats
        }
        return parts
    }
}
