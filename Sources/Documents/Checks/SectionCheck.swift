/// Finds sections that nothing fills, each reported once, as high in the outline as the gap reaches.
///
/// A report without any word on safety lacks "Safety Analysis", not the nineteen sections below it.
struct SectionCheck {
    let template: Template
    let sections: [FilledSection]

    func findings() -> [Finding] {
        var found: [Finding] = []
        var reported: Set<Int> = []
        for index in template.sections.indices where isEmpty(index) {
            let highest = template.ancestors(of: index).last { isEmpty($0) } ?? index
            guard reported.insert(highest).inserted else { continue }
            found.append(finding(highest))
        }
        return found
    }

    private func isEmpty(_ index: Int) -> Bool {
        template.family(of: index).allSatisfy { sections[$0].status == .open }
    }

    private func finding(_ index: Int) -> Finding {
        let section = template.sections[index]
        let severity = template.family(of: index).map { template.sections[$0].missing }.max() ?? .warning
        if severity == .error {
            return Finding(
                severity: .error, code: "missing_section", message: "Missing required section: \(section.spokenName)",
                section: section.id)
        }
        return Finding(
            severity: severity, code: "open_section", message: "Nothing was found for section \(section.heading)",
            section: section.id)
    }
}
