import Documents

/// A preview for the eye: sources, then section by section what each rule found, then the gaps and the findings.
struct PreviewAnswer: Showable {
    let content: TemplatePreview

    var text: String {
        let sections = content.sections.filter { $0.status != .open }.flatMap(lines)
        let open = content.sections.filter { $0.status == .open }.map { "  \($0.heading)" }
        return [
            [title], [sources], sections, part("Open: nothing was found", open),
            part("Findings", content.findings.flatMap(lines)), part("Unplaced", content.unplaced.map(line)),
        ].flatMap(\.self).joined(separator: "\n")
    }

    private var title: String {
        "\(content.template.name), version \(content.template.version)\n"
    }

    private var sources: String {
        Table(
            heading: ["SOURCE", "KIND", "VERSION", "PAGES", "BLOCKS", "PLACED"],
            rows: content.sources.map { source in
                [
                    source.name, source.kind.title, source.version ?? Cell.nothing,
                    source.pages.map(String.init) ?? Cell.nothing, "\(source.blocks)",
                    "\(source.placed)",
                ]
            }
        ).text
    }

    private func part(_ heading: String, _ lines: [String]) -> [String] {
        ["\(heading):\(lines.isEmpty ? " none" : "")"] + lines + [""]
    }

    private func lines(of section: TemplatePreview.Section) -> [String] {
        let head = [section.heading, "[\(section.status.rawValue)\(sure(section.confidence))]"]
        let fixed = section.text.map { ["  fixed text: \(Cell.short($0))"] } ?? []
        return [head.joined(separator: "  ")] + fixed + section.rules.flatMap(lines) + [""]
    }

    private func lines(of result: RuleResult) -> [String] {
        let value = result.value.map { ": \(Cell.short($0))" } ?? ""
        let head = "  \(result.rule) (\(result.kind)) \(result.status.rawValue)\(sure(result.confidence))\(value)"
        return [head] + (result.draft.map(lines) ?? result.citations.map(line))
    }

    /// Each sentence with its places.
    private func lines(of draft: DraftResult) -> [String] {
        draft.sentences.flatMap { ["    “\($0.text)”"] + $0.citations.map { "  " + line($0) } }
    }

    private func lines(of finding: Finding) -> [String] {
        ["  \(finding.severity.rawValue): \(finding.message) [\(finding.code)]"] + finding.citations.map(line)
    }

    private func line(_ citation: Citation) -> String {
        "    \(citation.source), \(citation.place): \(Cell.short(citation.excerpt, width: 80))"
    }

    private func sure(_ confidence: Double?) -> String { confidence.map { ", \(Cell.percent($0))" } ?? "" }
}
