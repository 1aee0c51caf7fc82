/// What the sheets of a workbook share: their list, its texts and its formats.
struct WorkbookParts {
    struct Sheet: Equatable {
        var name: String
        var relationshipID: String
        var isHidden: Bool
    }

    var sheets: [Sheet] = []
    /// Whether dates are counted from 1904.
    var from1904 = false
    var strings: [String] = []
    /// By the style number that cells name.
    var formats: [CellFormat] = []
}

/// Reads `xl/workbook.xml`.
final class WorkbookHandler: XMLHandler {
    private(set) var sheets: [WorkbookParts.Sheet] = []
    private(set) var from1904 = false

    func start(_ tag: XMLTag) {
        switch tag.name {
        case "x:workbookPr": from1904 = tag.isOn("date1904")
        case "x:sheet":
            guard let name = tag["name"], let id = tag["id"] else { break }
            let isHidden = tag["state"].map { $0 != "visible" } ?? false
            sheets.append(WorkbookParts.Sheet(name: name, relationshipID: id, isHidden: isHidden))
        default: break
        }
    }

    func end(_ name: String) {}
    func text(_ run: UnsafeBufferPointer<UInt8>) {}
}

/// Reads `xl/sharedStrings.xml`: the texts that cells name by their number.
final class SharedStringsHandler: XMLHandler {
    private(set) var strings: [String] = []
    private var current = ""
    private var isInText = false
    private var isInPhonetics = false

    func start(_ tag: XMLTag) {
        switch tag.name {
        case "x:si": current = ""
        case "x:rPh": isInPhonetics = true
        case "x:t": isInText = !isInPhonetics
        default: break
        }
    }

    func end(_ name: String) {
        switch name {
        case "x:si": strings.append(current)
        case "x:rPh": isInPhonetics = false
        case "x:t": isInText = false
        default: break
        }
    }

    func text(_ run: UnsafeBufferPointer<UInt8>) {
        if isInText { current += String(decoding: run, as: UTF8.self) }
    }
}

/// Reads `xl/styles.xml`, as far as it says how numbers are shown.
final class WorkbookStylesHandler: XMLHandler {
    private(set) var formats: [CellFormat] = []
    private var own: [Int: CellFormat] = [:]
    private var isInCellFormats = false

    func start(_ tag: XMLTag) {
        switch tag.name {
        case "x:numFmt":
            if let id = tag.int("numFmtId"), let code = tag["formatCode"] { own[id] = CellFormat(code: code) }
        case "x:cellXfs": isInCellFormats = true
        case "x:xf" where isInCellFormats:
            let id = tag.int("numFmtId") ?? 0
            formats.append(own[id] ?? CellFormat(builtIn: id) ?? .general)
        default: break
        }
    }

    func end(_ name: String) {
        if name == "x:cellXfs" { isInCellFormats = false }
    }

    func text(_ run: UnsafeBufferPointer<UInt8>) {}
}
