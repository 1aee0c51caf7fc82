/// One of the ``ExtractionLimits`` was reached while reading; ``OfficePackage`` turns it into the error of its file.
enum OfficeCap: Error {
    case cells(Int)
    case blocks(Int)
    case sheets(Int)
    case styles(Int)

    var predicate: String {
        switch self {
        case .cells(let limit): "has more than \(limit) table cells: upload the part that is needed."
        case .blocks(let limit): "has more than \(limit) paragraphs and tables: upload it in parts."
        case .sheets(let limit): "has more than \(limit) worksheets: upload it in parts."
        case .styles(let limit): "has more than \(limit) properties of styles: save it with fewer styles."
        }
    }
}
