import Testing

@testable import Documents

@Suite("A template")
struct TemplateReaderTests {
    private func faults(_ text: String) -> [TemplateFault] {
        do {
            _ = try TemplateReader.read(text)
            return []
        } catch {
            return error.faults
        }
    }

    @Test("is refused with every fault at once, each at its path and line")
    func namesFaultsByPath() {
        let found = faults(
            """
            document_type: Report
            sections:
              - {id: a, level: 1, title: First}
              - id: a
                level: 3
                title: Second
                required: maybe
                rules:
                  - {id: r, kind: value, label: Age, pattern: '(unclosed'}
                  - {id: r, kind: dance}
                  - {id: s, kind: copy, sections: [nowhere], colour: red}
              - {level: 1}
            """)
        #expect(
            found.map { "\($0.line ?? 0):\($0.column ?? 0) \($0.path)" } == [
                "4:9 sections[1].id", "5:12 sections[1].level", "7:15 sections[1].required",
                "9:51 sections[1].rules[0].pattern", "10:14 sections[1].rules[1].id", "10:23 sections[1].rules[1].kind",
                "11:40 sections[1].rules[2].sections[0]", "11:50 sections[1].rules[2].colour", "12:5 sections[2].title",
            ])
        #expect(found.first { $0.path == "sections[1].required" }?.message.contains("info, warning, error") == true)
    }

    @Test(
        "says what was probably meant",
        arguments: [
            ("documnt_type: x\nsections: []", "documnt_type: is not a known field; did you mean document_type?"),
            (
                "sections: [{title: A, synonims: []}]",
                "sections[0].synonims: is not a known field; did you mean synonyms?"
            ),
            ("sections: [{title: A, from: [protocal]}]", "did you mean protocol?"),
            ("sections: [{title: A, rules: [{kind: coppy}]}]", "did you mean copy?"),
            ("sections: [{title: A, rules: [{kind: facts, facts: [sponser]}]}]", "did you mean sponsor?"),
            (
                "sections: [{title: Aims, rules: [{kind: copy, sections: [Amis]}]}]",
                "sections[0].rules[0].sections[0]: names no section: Amis; did you mean Aims?"
            ),
        ])
    func suggests(_ text: String, _ expected: String) {
        #expect(faults(text).contains { $0.sentence.contains(expected) }, "\(faults(text))")
    }

    @Test("names sections and rules by their place in the text, whatever their order and their neighbours' faults")
    func namesPlacesAsWritten() {
        let found = faults(
            """
            {"document_type": "Report", "sections": [
              {"order_index": 2, "title": "B", "rules": [{"kind": "dance"}, {"kind": "copy", "sections": ["C"]}]},
              {"order_index": 1, "title": "A"}]}
            """)
        #expect(
            found.map(\.path) == ["sections[0].rules[0].kind", "sections[0].rules[1].sections[0]"])
        #expect(found.map(\.line) == [2, 2])
    }

    @Test(
        "has numbers in their ranges only",
        arguments: ["copy, limit: -1", "copy, min_confidence: 1.5", "table, max_rows: 0", "copy, limit: many"])
    func checksRanges(_ rule: String) {
        let found = faults("document_type: x\nsections: [{title: A, rules: [{kind: \(rule)}]}]")
        #expect(found.count == 1 && found[0].message.hasPrefix("must be"), "\(found)")
    }

    @Test("cannot make the reader work without end by repeating its parts")
    func isBounded() {
        let many = (0..<1_500).map { "{kind: copy, id: r\($0)}" }.joined(separator: ", ")
        let sections = (0..<1_500).map { "  - {title: S\($0), rules: *rules}" }.joined(separator: "\n")
        let found = faults("document_type: x\ndefault_rules: &rules [\(many)]\nsections:\n\(sections)")
        #expect(found.map(\.message) == ["has too many values"])
        let wrong = (0..<5_000).map { "f\($0): 1" }.joined(separator: "\n")
        #expect(faults(wrong).count == TemplateCursor.Notes.maxFaults)
    }

    @Test(
        "says what is wrong with text that is no template",
        arguments: ["", "[1, 2", "{\"document_type\": \"CSR\"}", "- just\n- a list", "document_type: [x]\nsections: 3"])
    func refusesWhatIsNoTemplate(_ text: String) {
        #expect(!faults(text).isEmpty)
    }

    @Test("may be JSON in the words of the API's model: flat, ordered, numbers inside the names")
    func readsModelTemplates() throws {
        let template = try TemplateReader.read(
            """
            {"template_name": "House report", "document_type": "CSR", "sections": [
              {"order_index": 1, "level": 2, "section_name": "2.1 Aims", "template_instructions": "Say why.",
               "rules": [{"rule_type": "CopyPasteRule", "rule_mode": "auto"}]},
              {"order_index": 0, "level": 1, "section_name": "2 Study Objectives"}]}
            """)
        #expect(template.sections.map(\.id) == ["2", "2.1"])
        #expect(template.sections[1].title == "Aims" && template.sections[1].instruction == "Say why.")
        #expect(template.sections[1].rules.map(\.kind) == ["copy"])
    }

    @Test("keeps selected sections with those above and below them")
    func selects() throws {
        let selected = try Sample.csr().selecting(["9.3"])
        #expect(selected.sections.map(\.id) == ["9", "9.3", "9.3.1", "9.3.2", "9.3.3"])
    }
}

@Suite("The built-in report template")
struct ReportTemplateTests {
    /// The outline of ICH E3, typed from the guideline and not from the template.
    private static let outline = """
        1 2 3 4 5 5.1 5.2 5.3 6 7 8 9 9.1 9.2 9.3 9.3.1 9.3.2 9.3.3 9.4 9.4.1 9.4.2 9.4.3 9.4.4 9.4.5 9.4.6 9.4.7 9.4.8
        9.5 9.5.1 9.5.2 9.5.3 9.5.4 9.6 9.7 9.7.1 9.7.2 9.8 10 10.1 10.2 11 11.1 11.2 11.3 11.4 11.4.1 11.4.2 11.4.2.1
        11.4.2.2 11.4.2.3 11.4.2.4 11.4.2.5 11.4.2.6 11.4.2.7 11.4.2.8 11.4.3 11.4.4 11.4.5 11.4.6 11.4.7 12 12.1 12.2
        12.2.1 12.2.2 12.2.3 12.2.4 12.3 12.3.1 12.3.1.1 12.3.1.2 12.3.1.3 12.3.2 12.3.3 12.4 12.4.1 12.4.2 12.4.2.1
        12.4.2.2 12.4.2.3 12.5 12.6 13 14 14.1 14.2 14.3 14.3.1 14.3.2 14.3.3 14.3.4 15 16 16.1 16.1.1 16.1.2 16.1.3
        16.1.4 16.1.5 16.1.6 16.1.7 16.1.8 16.1.9 16.1.10 16.1.11 16.1.12 16.2 16.2.1 16.2.2 16.2.3 16.2.4 16.2.5 16.2.6
        16.2.7 16.2.8 16.3 16.3.1 16.3.2 16.4
        """.split { $0.isWhitespace }.map(String.init)

    @Test("has every section of ICH E3, in order, at its level")
    func isComplete() throws {
        let template = try Sample.csr()
        #expect(template.sections.compactMap(\.number) == Self.outline)
        for section in template.sections {
            #expect(section.level == section.number?.split(separator: ".").count)
            #expect(section.role != nil || section.instruction != nil, "\(section.heading)")
        }
    }

    @Test("demands the eight sections without which there is no report")
    func demands() throws {
        let required = try Sample.csr().sections.filter { $0.missing == .error }.map(\.id)
        #expect(required == ["2", "8", "9.1", "9.3", "10.1", "11.2", "11.4", "12.2"])
    }

    @Test(
        "answers to the names people use",
        arguments: ["CSR", "csr", "Clinical Study Report", "clinical-study report", "E3"])
    func hasAliases(_ name: String) throws {
        #expect(try TemplateCatalogue.builtIn().template(documentType: name)?.id == "csr")
    }

    @Test("has facts whose patterns all compile")
    func patternsCompile() throws {
        for definition in FactDefinition.all {
            for pattern in definition.patterns { _ = try Pattern(pattern, caseSensitive: definition.caseSensitive) }
            #expect(Facts.keys.contains(definition.key))
        }
        for field in try Sample.csr().titleFields { #expect(Facts.keys.contains(field.fact)) }
    }
}
