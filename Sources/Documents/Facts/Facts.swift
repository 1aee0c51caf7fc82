import Extraction

/// What the sources say of their study, under the standard keys.
public enum Facts {
    /// Every key that can be found, in the order in which they are printed.
    public static let keys = [
        "title", "protocol_number", "sponsor", "product", "phase", "indication", "registry_ids", "duration",
        "sample_size_planned", "sample_size_randomised", "arms", "n_per_arm", "populations", "primary_objective",
        "primary_endpoint", "inclusion_criteria", "exclusion_criteria", "date_first_enrolled", "date_last_completed",
        "date_lock", "date_report", "date_protocol",
    ]

    /// Finds the facts, each with its places; keys that no source has are absent.
    public static func find(in contents: [ExtractedContent]) -> [Fact] {
        let detector = SourceKindDetector()
        return find(in: Reading(contents, kinds: contents.map(detector.kind(of:))))
    }

    static func find(in reading: Reading) -> [Fact] {
        let text = TextFacts(reading: reading)
        let structure = StructureFacts(reading: reading)
        var found = FactDefinition.all.compactMap(text.find)
        let title = text.find(
            FactDefinition(
                key: "title",
                labels: ["Study title", "Full title", "Protocol title", "Title of study", "Title of the study"]))
        found += [title ?? structure.title(), structure.randomised(), structure.populations()].compactMap { $0 }
        found += structure.arms()
        found += [
            structure.below(#"^primary objectives?\b"#, key: "primary_objective", limit: 6),
            structure.below(#"inclusion criteria"#, key: "inclusion_criteria", limit: 40),
            structure.below(#"exclusion criteria"#, key: "exclusion_criteria", limit: 60),
        ].compactMap { $0 }
        return keys.compactMap { key in found.first { $0.key == key } }
    }
}
