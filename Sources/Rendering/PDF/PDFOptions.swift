/// What kind of PDF is made.
public struct PDFOptions: Sendable, Equatable {
    /// PDF/A-2b instead of plain PDF 1.6.
    public var archival: Bool
    /// Conversions at the same time; each takes about 250 MB.
    public var conversions: Int
    /// Of one conversion, from start to end. LibreOffice needs about a second and 0.05 s a page.
    public var timeLimit: Duration

    public init(archival: Bool = false, conversions: Int = 1, timeLimit: Duration = .seconds(300)) {
        self.archival = archival
        self.conversions = conversions
        self.timeLimit = timeLimit
    }
}
