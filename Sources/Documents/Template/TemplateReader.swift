import Foundation
import Yams

/// Reads a template from YAML or JSON, naming every fault by its path, line and column.
public enum TemplateReader {
    /// The largest template taken, in bytes.
    public static let maxBytes = 1 << 20

    /// Reads and checks a template.
    ///
    /// - Throws: ``InvalidTemplate`` with all its faults.
    public static func read(_ text: String) throws(InvalidTemplate) -> Template {
        let root = TemplateCursor(try parse(text))
        root.check(TemplateLanguage.template)
        guard !root.notes.isExhausted else {
            throw InvalidTemplate(faults: [.init(path: "", message: "has too many values")])
        }
        let template = template(at: root)
        checkReferences(of: template, in: root)
        guard root.notes.faults.isEmpty else { throw InvalidTemplate(faults: inOrder(root.notes.faults)) }
        return template
    }

    /// What must hold between the parts of a template, once each part can be read.
    private static func checkReferences(of template: Template, in root: TemplateCursor) {
        if root.field("sections")?.items.isEmpty ?? true, !template.followsSources {
            root.fault("needs at least one section", at: "sections")
        }
        let ids = template.sections.map(\.id)
        let known = Set(ids)
        for (place, section) in root.notes.references where !known.contains(section) {
            place.fault("names no section: \(section)\(place.suggestion(for: section, among: ids))")
        }
    }

    private static func parse(_ text: String) throws(InvalidTemplate) -> Node {
        guard text.utf8.count <= maxBytes else {
            throw InvalidTemplate(faults: [.init(path: "", message: "is larger than \(maxBytes) bytes")])
        }
        do {
            // JSON is read as the YAML that it is, so that its faults have lines too.
            if let node = try Yams.compose(yaml: text) { return node }
            throw InvalidTemplate(faults: [.init(path: "", message: "is empty")])
        } catch let error as InvalidTemplate {
            throw error
        } catch let error as YamlError {
            throw InvalidTemplate(faults: [fault(of: error)])
        } catch {
            throw InvalidTemplate(faults: [.init(path: "", message: "cannot be read: \(error)")])
        }
    }

    private static func fault(of error: YamlError) -> TemplateFault {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            TemplateFault(path: "", message: "is not YAML or JSON: \(problem)", line: mark.line, column: mark.column)
        case .duplicatedKeysInMapping(let duplicates, let context):
            TemplateFault(
                path: "", message: "has a field twice: \(duplicates.joined(separator: ", "))",
                line: context.mark.line, column: context.mark.column)
        default:
            TemplateFault(path: "", message: "is not YAML or JSON: \(error)")
        }
    }

    private static func template(at root: TemplateCursor) -> Template {
        let type = root.field("document_type")?.text ?? ""
        let name = root.field("name", "template_name")?.text ?? type
        return Template(
            id: root.field("id")?.text ?? slug(name), name: name, version: root.field("version")?.text ?? "1",
            documentType: type, aliases: root.field("aliases")?.texts ?? [],
            title: root.field("title")?.text ?? name, tense: root.field("tense")?.choice(Template.Tense.self),
            followsSources: root.field("follows_sources")?.flag ?? false,
            referenceDocument: root.field("reference_document")?.text,
            titleFields: (root.field("title_fields")?.items ?? []).map(titleField),
            defaultRules: RuleReader.rules(at: root.field("default_rules")),
            sections: SectionReader.sections(at: root.field("sections")),
            headingMaps: (root.field("heading_maps")?.items ?? []).map(headingMap),
            tableMap: (root.field("table_map")?.items ?? []).map(tableMapping))
    }

    private static func titleField(at cursor: TemplateCursor) -> Template.TitleField {
        .init(label: cursor.field("label")?.text ?? "", fact: cursor.field("fact")?.text ?? "")
    }

    private static func headingMap(at cursor: TemplateCursor) -> Template.HeadingMap {
        .init(
            name: cursor.field("name")?.text ?? "",
            entries: (cursor.field("entries")?.items ?? []).map { entry in
                .init(
                    number: entry.field("number")?.text ?? "", title: entry.field("title")?.text ?? "",
                    section: entry.field("section")?.section ?? "")
            })
    }

    private static func tableMapping(at cursor: TemplateCursor) -> Template.TableMapping {
        .init(
            title: cursor.field("title")?.text, number: cursor.field("number")?.text,
            sections: (cursor.field("sections")?.items ?? []).compactMap(\.section))
    }

    /// As somebody reads the text from its beginning.
    private static func inOrder(_ faults: [TemplateFault]) -> [TemplateFault] {
        faults.enumerated().sorted { one, other in
            let (first, second) = (one.element, other.element)
            return (first.line ?? 0, first.column ?? 0, one.offset) < (
                second.line ?? 0, second.column ?? 0, other.offset
            )
        }.map(\.element)
    }

    static func slug(_ name: String) -> String {
        let letters = name.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "-" }
        return String(letters).split(separator: "-").joined(separator: "-")
    }
}
