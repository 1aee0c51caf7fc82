/// What must hold between the parts of a template, once each part can be read.
struct TemplateCheck {
    let template: Template
    let root: TemplateCursor

    func run() {
        checkSections()
        let ids = Set(template.sections.map(\.id))
        for (index, section) in template.sections.enumerated() {
            checkRules(section.rules, at: "sections[\(index)].rules", ids: ids)
        }
        checkRules(template.defaultRules, at: "default_rules", ids: ids)
        checkMaps(ids)
    }

    private func checkSections() {
        if template.sections.isEmpty, !template.followsSources {
            root.fault("needs at least one section", at: "sections")
        }
        var seen: [String: Int] = [:]
        var level = 0
        for (index, section) in template.sections.enumerated() {
            let path = "sections[\(index)]"
            if let other = seen.updateValue(index, forKey: section.id) {
                root.fault("is also the id of sections[\(other)]: \(section.id)", at: "\(path).id")
            }
            if section.level > level + 1 {
                root.fault("is \(section.level), more than one below the section before", at: "\(path).level")
            }
            level = section.level
        }
    }

    private func checkRules(_ rules: [Rule], at path: String, ids: Set<String>) {
        var seen: Set<String> = []
        for (index, rule) in rules.enumerated() {
            let place = "\(path)[\(index)]"
            if !seen.insert(rule.id).inserted {
                root.fault("is the id of two rules of this section: \(rule.id)", at: "\(place).id")
            }
            for (field, section) in references(rule) where !ids.contains(section) {
                root.fault("names no section: \(section)", at: "\(place).\(field)")
            }
        }
    }

    private func references(_ rule: Rule) -> [(field: String, section: String)] {
        switch rule.action {
        case .copy(let copy): copy.sections.map { ("sections", $0) }
        case .displays(let sections): sections.map { ("sections", $0) }
        case .table(let table): table.wholeIn.map { [("whole_in", $0)] } ?? []
        case .value, .facts, .list, .count, .sources: []
        }
    }

    private func checkMaps(_ ids: Set<String>) {
        for (map, entries) in template.headingMaps.map(\.entries).enumerated() {
            for (index, entry) in entries.enumerated() where !ids.contains(entry.section) {
                root.fault("names no section: \(entry.section)", at: "heading_maps[\(map)].entries[\(index)].section")
            }
        }
        for (index, mapping) in template.tableMap.enumerated() {
            for section in mapping.sections where !ids.contains(section) {
                root.fault("names no section: \(section)", at: "table_map[\(index)].sections")
            }
        }
    }
}
