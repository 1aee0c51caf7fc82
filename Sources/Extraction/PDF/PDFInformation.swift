/// What `pdfinfo` says of a PDF.
struct PDFInformation: Equatable {
    var pages: Int
    var title: String?
    /// It opens without a password, but its owner restricted what may be done with it.
    var isRestricted: Bool

    /// - Parameter output: The program's lines, `Name: value`.
    init?(output: String) {
        var values: [String: String] = [:]
        for line in output.split(whereSeparator: \.isNewline) {
            guard let colon = line.firstIndex(of: ":") else { continue }
            values[String(line[..<colon])] = line[line.index(after: colon)...].trimmed
        }
        guard let pages = values["Pages"].flatMap({ Int($0) }) else { return nil }
        self.pages = pages
        title = values["Title"].flatMap { $0.isEmpty ? nil : $0 }
        isRestricted = values["Encrypted"]?.hasPrefix("yes") ?? false
    }
}
