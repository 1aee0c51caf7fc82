import Foundation
import Yams

/// Writes a template as YAML that ``TemplateReader`` reads as the same template; fields that say nothing are left out.
public enum TemplateWriter {
    /// - Throws: `YamlError`, for a text that YAML cannot hold.
    public static func yaml(of template: Template) throws -> String {
        let fields = YAMLFields { fields in
            fields.number("schema", Template.schema)
            fields.text("id", template.id)
            fields.text("name", template.name)
            fields.text("version", template.version)
            fields.text("document_type", template.documentType)
            fields.texts("aliases", template.aliases)
            fields.text("title", template.title)
            fields.text("tense", template.tense?.rawValue)
            if template.followsSources { fields.flag("follows_sources", true) }
            fields.text("reference_document", template.referenceDocument)
            fields.list("title_fields", template.titleFields.map(titleField))
            fields.list("default_rules", template.defaultRules.map(RuleWriter.fields(of:)))
            fields.list("sections", template.sections.map(section))
            fields.list("table_map", template.tableMap.map(tableMapping))
            fields.list("heading_maps", template.headingMaps.map(headingMap))
        }
        return try Yams.serialize(node: fields.node(), indent: 2, width: 110, allowUnicode: true)
    }

    /// Writes a template as JSON, with sorted keys.
    ///
    /// - Throws: `YamlError`, for a text that YAML cannot hold.
    public static func json(of template: Template) throws -> String {
        let object = try Yams.load(yaml: try yaml(of: template)) ?? [:]
        let options: JSONSerialization.WritingOptions = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try JSONSerialization.data(withJSONObject: object, options: options), as: UTF8.self)
            + "\n"
    }

    private static func section(_ section: TemplateSection) -> Node {
        YAMLFields { fields in
            fields.text("number", section.number)
            fields.text("title", section.title)
            if section.id != section.number ?? section.title { fields.text("id", section.id) }
            if section.level != SectionReader.level(ofNumber: section.number) { fields.number("level", section.level) }
            fields.text("role", section.role.map(SectionReader.word(for:)))
            fields.text("plain_name", section.plainName)
            if section.missing != .warning { fields.text("required", section.missing.rawValue) }
            fields.texts("from", section.from.map(\.rawValue))
            fields.texts("synonyms", section.synonyms)
            if section.closed == true { fields.flag("closed", true) }
            fields.texts("keywords", section.keywords)
            fields.text("synopsis", section.synopsis)
            fields.text("instruction", section.instruction)
            fields.text("text", section.text)
            fields.list("rules", section.rules.map(RuleWriter.fields(of:)))
        }.node()
    }

    private static func titleField(_ field: Template.TitleField) -> Node {
        YAMLFields { fields in
            fields.text("label", field.label)
            fields.text("fact", field.fact)
        }.node(.flow)
    }

    private static func headingMap(_ map: Template.HeadingMap) -> Node {
        YAMLFields { fields in
            fields.text("name", map.name)
            fields.list(
                "entries",
                map.entries.map { entry in
                    YAMLFields { fields in
                        fields.text("number", entry.number)
                        fields.text("title", entry.title)
                        fields.text("section", entry.section)
                    }.node(.flow)
                })
        }.node()
    }

    private static func tableMapping(_ mapping: Template.TableMapping) -> Node {
        YAMLFields { fields in
            fields.text("title", mapping.title)
            fields.text("number", mapping.number)
            fields.texts("sections", mapping.sections)
        }.node(.flow)
    }
}
