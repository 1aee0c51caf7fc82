import Foundation
import Yams

/// Reads a template from YAML or JSON, naming every fault by its path.
public enum TemplateReader {
    /// The largest template taken, in bytes.
    public static let maxBytes = 1 << 20

    /// Reads and checks a template.
    ///
    /// - Throws: ``InvalidTemplate`` with all its faults.
    public static func read(_ text: String) throws(InvalidTemplate) -> Template {
        let root = TemplateCursor(try parse(text))
        let template = template(at: root)
        TemplateCheck(template: template, root: root).run()
        guard root.notes.faults.isEmpty else { throw InvalidTemplate(faults: root.notes.faults) }
        return template
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
            TemplateFault(path: "", message: "is not YAML or JSON: \(problem)", line: mark.line)
        case .duplicatedKeysInMapping(let duplicates, let context):
            TemplateFault(
                path: "", message: "has a field twice: \(duplicates.joined(separator: ", "))",
                line: context.mark.line)
        default:
            TemplateFault(path: "", message: "is not YAML or JSON: \(error)")
        }
    }

    private static func template(at root: TemplateCursor) -> Template {
        root.allowOnly([
            "schema", "id", "name", "template_name", "version", "document_type", "aliases", "title",
            "document_description", "tags", "follows_sources", "title_fields", "default_rules", "sections",
            "heading_maps", "table_map", "template_s3_uri", "template_file_name", "example_s3_uris",
            "example_skeletons", "users",
        ])
        if let schema = root.field("schema")?.integer, schema > Template.schema {
            root.fault("is newer than this program reads", at: "schema")
        }
        let type = required("document_type", root.field("document_type")?.text, at: root)
        let name = root.field("name", "template_name")?.text ?? type
        return Template(
            id: root.field("id")?.text ?? slug(name), name: name, version: root.field("version")?.text ?? "1",
            documentType: type, aliases: root.field("aliases")?.texts ?? [],
            title: root.field("title")?.text ?? name, followsSources: root.field("follows_sources")?.flag ?? false,
            titleFields: (root.field("title_fields")?.items ?? []).map(titleField),
            defaultRules: RuleReader.rules(at: root.field("default_rules")),
            sections: SectionReader.sections(at: root.field("sections")),
            headingMaps: (root.field("heading_maps")?.items ?? []).map(headingMap),
            tableMap: (root.field("table_map")?.items ?? []).map(tableMapping))
    }

    static func required(_ name: String, _ value: String?, at cursor: TemplateCursor) -> String {
        let text = value?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        if text.isEmpty { cursor.fault("is required", at: name) }
        return text
    }

    private static func titleField(at cursor: TemplateCursor) -> Template.TitleField {
        cursor.allowOnly(["label", "fact"])
        return .init(
            label: required("label", cursor.field("label")?.text, at: cursor),
            fact: required("fact", cursor.field("fact")?.text, at: cursor))
    }

    private static func headingMap(at cursor: TemplateCursor) -> Template.HeadingMap {
        cursor.allowOnly(["name", "entries"])
        return .init(
            name: required("name", cursor.field("name")?.text, at: cursor),
            entries: (cursor.field("entries")?.items ?? []).map { entry in
                entry.allowOnly(["number", "title", "section"])
                return .init(
                    number: required("number", entry.field("number")?.text, at: entry),
                    title: required("title", entry.field("title")?.text, at: entry),
                    section: required("section", entry.field("section")?.text, at: entry))
            })
    }

    private static func tableMapping(at cursor: TemplateCursor) -> Template.TableMapping {
        cursor.allowOnly(["title", "number", "sections"])
        return .init(
            title: cursor.field("title")?.pattern, number: cursor.field("number")?.pattern,
            sections: cursor.field("sections")?.texts ?? [])
    }

    private static func slug(_ name: String) -> String {
        let letters = name.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "-" }
        return String(letters).split(separator: "-").joined(separator: "-")
    }
}
