/// What a source is, which says for which sections it can speak: a protocol plans, a table reports.
public enum SourceKind: String, Sendable, Codable, CaseIterable {
    case protocolDocument = "protocol"
    case statisticalPlan = "sap"
    /// Summary tables of a statistics program.
    case tables
    /// Listings by subject.
    case listings
    case narratives
    case caseReportForm = "crf"
    case consentForm = "consent"
    case investigatorBrochure = "brochure"
    /// A report, or part of one.
    case report
    case unknown

    /// As printed beside a source.
    public var title: String {
        switch self {
        case .protocolDocument: "protocol"
        case .statisticalPlan: "statistical analysis plan"
        case .tables: "tables"
        case .listings: "listings"
        case .narratives: "narratives"
        case .caseReportForm: "case report form"
        case .consentForm: "consent form"
        case .investigatorBrochure: "investigator's brochure"
        case .report: "report"
        case .unknown: "other"
        }
    }
}
