/// The place of a cell in a worksheet, such as `B7`; both numbers from 1.
struct CellReference: Equatable {
    var column: Int
    var row: Int

    /// A worksheet's size: columns `A` to `XFD`, 1,048,576 rows (Excel's limits; ECMA-376 sets none).
    static let lastColumn = 16_384
    static let lastRow = 1_048_576

    init(column: Int, row: Int) {
        self.column = column
        self.row = row
    }

    /// Reads `B7` or `$B$7`; nil for anything else, and for places no worksheet has.
    init?(_ text: some Collection<UInt8>) {
        var column = 0
        var row = 0
        for byte in text where byte != UInt8(ascii: "$") {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z") where row == 0: column = column * 26 + Int(byte - 64)
            case UInt8(ascii: "0")...UInt8(ascii: "9") where column > 0: row = row * 10 + Int(byte - 48)
            default: return nil
            }
            guard column <= Self.lastColumn, row <= Self.lastRow else { return nil }
        }
        guard row > 0 else { return nil }
        self.init(column: column, row: row)
    }

    var text: String {
        var letters: [UInt8] = []
        var rest = column
        while rest > 0 {
            letters.append(65 + UInt8((rest - 1) % 26))
            rest = (rest - 1) / 26
        }
        return String(decoding: letters.reversed(), as: UTF8.self) + String(row)
    }
}

/// A rectangle of cells, such as `A1:F20`.
struct CellRange: Equatable {
    var first: CellReference
    var last: CellReference

    init(first: CellReference, last: CellReference) {
        self.first = first
        self.last = last
    }

    init?(_ text: String) {
        let ends = text.utf8.split(separator: UInt8(ascii: ":"))
        guard ends.count == 2, let first = CellReference(ends[0]), let last = CellReference(ends[1]),
            first.row <= last.row, first.column <= last.column
        else { return nil }
        self.init(first: first, last: last)
    }

    var text: String { first == last ? first.text : "\(first.text):\(last.text)" }
}
