/// Every field that a template may have: the one list that the reader and the schema go by.
enum TemplateLanguage {
    private typealias Field = TemplateShape.Field

    private static let kinds = SourceKind.allCases.map(\.rawValue)
    private static let severities = Severity.allCases.map(\.rawValue)
    private static let positions = -1_000_000...1_000_000
    private static let counts = 1...1_000_000

    static let template = TemplateShape(
        name: "template", summary: "What a document should contain, and which rules fill it.",
        fields: [
            .required("document_type", .text, "As printed on the title page, such as Clinical Study Report."),
            Field("schema", .whole(1...Template.schema), "The version of the template language."),
            Field("id", .text, "By which requests name the template; made from the name when absent."),
            Field("name", .text, "As lists of templates show it.", or: ["template_name"]),
            Field("version", .text, "Changes with the content; written into every result."),
            Field("aliases", .list(.text), "Other names of the document type, such as CSR."),
            Field("title", .text, "The document's title where no source gives one."),
            Field(
                "tense", .choice(Template.Tense.allCases.map(\.rawValue)),
                "Future for a plan; past, a report, when absent: text copied from plans is then marked."),
            Field(
                "follows_sources", .flag, "The sections are the sources' own headings; there is no outline of its own."),
            Field(
                "reference_document", .text,
                "An uploaded Word document, org-id/container/name, from which styles and pages are taken."),
            Field("title_fields", .list(.object(titleField)), "The lines of the title page, in order."),
            Field("default_rules", .list(.rule), "Rules of every section that has none of its own and no role."),
            Field("sections", .list(.object(section)), "Flat, in order; number or level make the tree."),
            Field("heading_maps", .list(.object(headingMap)), "Where other known outlines keep the same content."),
            Field(
                "table_map", .list(.object(tableMapping)),
                "Which sections a display belongs to: the first title that matches, then the first number."),
        ]
            + Field.ignored(
                "document_description", "tags", "template_s3_uri", "template_file_name", "example_s3_uris",
                "example_skeletons", "users"))

    static let titleField = TemplateShape(
        name: "title_field", summary: "A line of the title page.",
        fields: [
            .required("label", .text, "Printed before the value."),
            .required("fact", .choice(Facts.keys), "The fact that is printed."),
        ])

    static let section = TemplateShape(
        name: "section", summary: "A section, with how its content is recognised and what fills it.",
        fields: [
            .required("title", .text, "As printed; may begin with the number.", or: ["section_name"]),
            Field("id", .text, "Unique in the template; the number, else the title, when absent.", or: ["section_id"]),
            Field("number", .text, "As printed, such as 9.4.1; quote it, so that 9.10 does not become 9.1."),
            Field("level", .whole(1...9), "The depth; told by the number when absent."),
            Field("plain_name", .text, "What people call it; used in messages."),
            Field("synonyms", .list(.text), "Other headings under which sources keep its content."),
            Field("closed", .flag, "Headings below its heading stay in it or below it, as those of a synopsis do."),
            Field("keywords", .list(.text), "Words that its content is likely to use."),
            Field("synopsis", .text, "What it is about, in a sentence."),
            Field(
                "instruction", .text, "Shown to the writer when nothing was found.", or: ["template_instructions"]),
            Field(
                "text", .text,
                "Fixed text, printed first: paragraphs parted by empty lines. It fills the section where there is no "
                    + "instruction.", or: ["template_text"]),
            Field(
                "required", .choiceOrFlag(severities),
                "What it means when nothing fills it; warning when absent, true is error, false is info."),
            Field("from", .list(.choice(kinds)), "Kinds of source that can speak for it; inherited by sections below."),
            Field("role", .choice(SectionReader.roles), "Made by the program instead of filled by rules."),
            Field("rules", .list(.rule), "Applied in order; the template's default rules when absent."),
            Field("order_index", .whole(positions), "The position, where every section has one."),
        ]
            + Field.ignored(
                "section_type", "section_mode", "expansion_type", "is_repeating", "data_instructions",
                "guidance", "outline_text", "allowed_data_rules", "examples"))

    static let headingMap = TemplateShape(
        name: "heading_map", summary: "The headings of a known outline and where their content belongs.",
        fields: [
            .required("name", .text, "Of the outline, such as ICH M11."),
            Field("entries", .list(.object(headingEntry)), "Asked only when no title or synonym was recognised."),
        ])

    static let headingEntry = TemplateShape(
        name: "heading_entry", summary: "A heading of the other outline.",
        fields: [
            .required("number", .text, "Must be the heading's own."),
            .required("title", .text, "Must be similar to the heading's own."),
            .required("section", .section, "The section of this template that takes its content."),
        ])

    static let tableMapping = TemplateShape(
        name: "table_mapping", summary: "One kind of display, such as disposition tables.",
        fields: [
            Field("title", .pattern, "Found in the display's title."),
            Field("number", .pattern, "Found in its label, such as Table 14-2.01, where no title matched."),
            .required("sections", .list(.section), "The sections it belongs to, the one in the text first."),
        ],
        anyOf: ["title", "number"])

    // MARK: Rules

    /// The shape of each kind of rule.
    static func rule(_ kind: RuleKind) -> TemplateShape {
        let (summary, fields, anyOf) = own(kind)
        return TemplateShape(
            name: "\(kind.rawValue)_rule", summary: summary, fields: common(kind) + fields, anyOf: anyOf)
    }

    private static func common(_ kind: RuleKind) -> [Field] {
        [
            .required("kind", .choice(kind.words), "What the rule does.", or: ["rule_type"]),
            Field("id", .text, "Unique in its section; written into every result."),
            Field("heading", .text, "Printed above what it finds."),
            Field("required", .choice(severities), "What it means when it finds nothing; no finding when absent."),
            Field("when_empty", .flag, "Skipped when an earlier rule of its kind found something."),
        ]
            + Field.ignored(
                "description", "rule_mode", "explanation", "confidence_score", "generated_content", "rule_parameters")
    }

    private static let from = Field("from", .list(.choice(kinds)), "Kinds of source to look in; all when absent.")

    private static func own(_ kind: RuleKind) -> (summary: String, fields: [Field], anyOf: [String]) {
        switch kind {
        case .copy: ("Takes blocks that were placed in a section, word for word.", copy, [])
        case .value: ("Takes one value, by label or by pattern, and checks it.", value, ["pattern", "labels"])
        case .facts:
            (
                "Gives a table of known facts with their places.",
                [.required("facts", .list(.choice(Facts.keys)), "In the order of the table.")], []
            )
        case .table: ("Takes the displays that were placed here, or chosen ones.", table, [])
        case .list:
            (
                "Takes the items below a heading.",
                [.required("under", .pattern, "Found in the heading."), from], []
            )
        case .count:
            (
                "Says how often a pattern occurs.",
                [
                    .required("label", .text, "What is counted, as printed."),
                    .required("pattern", .pattern, "What is counted."), from,
                ], []
            )
        case .sources:
            ("Lists the sources of some kinds.", [.required("from", .list(.choice(kinds)), "The kinds to list.")], [])
        case .displays:
            (
                "Gives a line for each display of other sections.",
                [.required("sections", .list(.section), "With the sections below them.")], []
            )
        case .summary: ("Gives the gist of what was placed in a section, every sentence cited.", draft, [])
        case .synthesis:
            (
                "Brings what several sections or sources say into one text, every sentence cited.",
                draft + [
                    Field(
                        "arrange", .choice(DraftRule.Arrangement.allCases.map(\.rawValue)),
                        "By sections when absent, by sources, or by topics: what sources say of a matter side by side.")
                ], []
            )
        }
    }

    private static let copy = [
        Field("sections", .list(.section), "Whose blocks; its own section's when absent."),
        Field("limit", .whole(counts), "At most so many blocks of each section."),
        Field("tables", .flag, "Tables too; true when absent."),
        Field("min_confidence", .number(0...1), "The least confidence of a block's placing; 0.5 when absent."),
    ]

    private static let draft = [
        Field(
            "sections", .list(.section), "Whose blocks, with the sections below them; its own section's when absent."),
        from,
        Field("sentences", .whole(1...100), "At most so many; \(DraftRule.usualLength) when absent."),
        Field("words", .whole(counts), "At most so many words."),
        Field("tables", .flag, "Gives tables too to a drafter that reads them; false when absent."),
        Field("min_confidence", .number(0...1), "The least confidence of a block's placing; 0.5 when absent."),
        Field("focus", .text, "What a drafting model is to dwell on."),
    ]

    private static let value = [
        Field.required("label", .text, "What to call the value in the text."),
        Field("pattern", .pattern, "Its group named value, else its first group, is the value."),
        Field("labels", .list(.text), "Words beside or before which it stands, in a line or a table."),
        from,
        Field("type", .choice(ValueRule.ValueType.allCases.map(\.rawValue)), "What it must be; text when absent."),
        Field("minimum", .number(nil), "The least number that is right."),
        Field("maximum", .number(nil), "The greatest number that is right."),
        Field("allowed", .list(.text), "The only values that are right, in any case of letters."),
    ]

    private static let table = [
        Field("caption", .pattern, "Takes tables in whose caption it is found, wherever they were placed."),
        Field("label", .pattern, "Takes tables in whose label it is found, such as Table 14-2.01."),
        Field("header", .pattern, "Takes tables with a header cell in which it is found."),
        Field("row", .pattern, "Takes tables with a row label in which it is found."),
        Field("columns", .list(.pattern), "The columns to keep beside the first, by their headers; all when absent."),
        Field("keep_rows", .pattern, "In a table that is too long, the rows to keep, by their labels."),
        Field("max_rows", .whole(counts), "A longer table is shortened and says so."),
        Field("whole_in", .section, "Where the whole display stands, for the note below a shortened one."),
    ]
}
