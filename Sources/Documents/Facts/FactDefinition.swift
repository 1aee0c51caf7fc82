/// How one fact is recognized in running text and tables.
struct FactDefinition {
    var key: String
    /// Labels before a colon or in the first cell of a row.
    var labels: [String] = []
    /// Patterns whose group `value` is the value.
    var patterns: [String] = []
    var caseSensitive = false
    /// Nothing else than these kinds is asked; empty asks all.
    var from: [SourceKind] = []
    /// Of a value found by pattern; by label it is 0.95.
    var confidence = 0.8

    /// The facts that words alone give, in the order in which they are printed.
    static let all: [FactDefinition] = [
        FactDefinition(
            key: "protocol_number",
            labels: [
                "Protocol number", "Protocol No", "Protocol No.", "Protocol ID", "Study number", "Protocol identifier",
                "Protocol code", "Study ID", "Trial number", "Protocol",
            ],
            patterns: [
                #"\bProtocol(?: (?:No\.?|Number|ID))?:?\s+(?<value>(?=[A-Z-]*[0-9])[A-Z][A-Z0-9]+(?:-[A-Z0-9]+)*(?:\([a-z]\))?)"#
            ],
            caseSensitive: true),
        FactDefinition(
            key: "sponsor",
            labels: ["Sponsor", "Sponsor name", "Study sponsor", "Name of sponsor", "Name of sponsor/company"],
            patterns: [
                #"(?:©|\(c\)|Copyright)\s*(?:©\s*)?(?:\d{4},?\s+)(?<value>\p{Lu}[\w&,' -]*?)(?=\.|$| All rights)"#
            ],
            confidence: 0.6),
        FactDefinition(
            key: "product",
            labels: [
                "Investigational product", "Study drug", "Test product", "Investigational medicinal product",
                "Name of investigational product", "Compound", "Product", "Name of active ingredient",
            ],
            patterns: [#"^(?<value>\p{Lu}[\p{L}-]+ \([A-Z]{2,}-?\d{3,}\))$"#],
            from: [.protocolDocument, .report, .unknown]),
        FactDefinition(
            key: "phase",
            labels: ["Phase", "Study phase", "Phase of development", "Development phase", "Clinical phase"],
            patterns: [#"\bphase (?<value>(?:[1-4]|I{1,3}|IV)(?: ?/ ?(?:[1-4]|I{1,3}|IV))?[ab]?)\b(?! of)"#],
            from: [.protocolDocument, .report, .statisticalPlan, .unknown]),
        FactDefinition(
            key: "indication",
            labels: ["Indication", "Indication studied", "Condition", "Disease", "Condition under study"],
            patterns: [
                #"^(?=.{40,}$).*\b(?:patients|subjects|participants|adults|children|men|women) with (?<value>[^.]{8,120})$"#
            ],
            from: [.protocolDocument, .report, .unknown], confidence: 0.7),
        FactDefinition(
            key: "registry_ids",
            patterns: [#"\b(?<value>NCT\d{8}|20\d\d-\d{6}-\d\d(?:-\d\d)?|ISRCTN\d{8})\b"#]),
        FactDefinition(
            key: "duration",
            labels: ["Duration of treatment", "Study period", "Treatment duration", "Duration", "Study duration"],
            patterns: [
                #"(?<value>\d+[ -](?:day|week|month|year)s?)(?:'|’)? (?:duration|of treatment|treatment period)"#,
                #"(?:treatment|treated|daily) for (?<value>\d+ (?:days|weeks|months|years))"#,
            ], from: [.protocolDocument, .report, .statisticalPlan, .unknown]),
        FactDefinition(
            key: "sample_size_planned",
            labels: [
                "Planned number of patients", "Planned number of subjects", "Planned sample size",
                "Number of patients planned",
                "Number of subjects planned", "Number of participants", "Planned enrolment", "Planned enrollment",
            ],
            patterns: [
                #"(?:approximately|about|total of|in total,?|up to|maximum of)\s+(?<value>\d[\d,]*) (?:patients|subjects|participants)[^.]{0,80}? (?:will be|are|is) (?:enrol|randomi|planned|recruit|includ)"#,
                #"(?<value>\d[\d,]*) (?:patients|subjects|participants) (?:will be|are) (?:enrolled|randomi[sz]ed|planned|recruited)"#,
            ], from: [.protocolDocument, .statisticalPlan, .report, .unknown]),
        FactDefinition(
            key: "primary_endpoint",
            labels: ["Primary endpoint", "Primary efficacy endpoint", "Primary efficacy variable", "Primary outcome"],
            patterns: [
                #"primary (?:efficacy )?(?:endpoint|variable|outcome|outcome measure) (?:is|will be|was) (?:the )?(?<value>[^.]{10,300})\."#,
                #"(?:^|[.] )(?<value>[^.]{8,160}?) (?:will serve|serve|served) as the primary efficacy (?:instruments?|endpoints?|measures?|variables?)"#,
            ], from: [.protocolDocument, .statisticalPlan, .report, .unknown]),
        FactDefinition(
            key: "date_first_enrolled",
            labels: [
                "First patient enrolled", "First subject enrolled", "Study initiation date",
                "First patient first visit",
                "Date first patient enrolled", "Date of first enrolment",
            ]),
        FactDefinition(
            key: "date_last_completed",
            labels: [
                "Last patient completed", "Last subject completed", "Study completion date", "Last patient last visit",
                "Date last patient completed",
            ]),
        FactDefinition(key: "date_lock", labels: ["Database lock", "Date of database lock"]),
        FactDefinition(key: "date_report", labels: ["Report date", "Date of report", "Date of the report"]),
        FactDefinition(
            key: "date_protocol", labels: ["Protocol date", "Date of protocol", "Approval date", "Version date"]),
    ]
}
