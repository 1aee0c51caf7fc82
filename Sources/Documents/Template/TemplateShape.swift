/// One kind of object of the template language, with its fields.
///
/// The reader takes what these say and the published schema prints them, so that the two cannot differ.
struct TemplateShape: Sendable {
    /// Unique; the name in the schema.
    var name: String
    var summary: String
    var fields: [Field]
    /// Of these at least one must be there.
    var anyOf: [String] = []

    struct Field: Sendable {
        var name: String
        /// Names under which other programs know it.
        var otherNames: [String] = []
        var value: Value
        var isRequired = false
        var summary: String

        var names: [String] { [name] + otherNames }
    }

    /// What may stand in a field.
    indirect enum Value: Sendable {
        case text
        /// A PCRE2 pattern that compiles.
        case pattern
        case flag
        case whole(ClosedRange<Int>)
        case number(ClosedRange<Double>?)
        case choice([String])
        /// One of these words, or true or false.
        case choiceOrFlag([String])
        /// The id of a section of this template.
        case section
        case list(Value)
        case object(TemplateShape)
        /// An object whose kind says which of the rules' shapes it has.
        case rule
        /// Anything: other programs write it and Galley does not use it.
        case ignored
    }

    func field(_ name: String) -> Field? { fields.first { $0.names.contains(name) } }
}

extension TemplateShape.Field {
    init(_ name: String, _ value: TemplateShape.Value, _ summary: String, or otherNames: [String] = []) {
        self.init(name: name, otherNames: otherNames, value: value, summary: summary)
    }

    /// A field that must be there, and say something.
    static func required(
        _ name: String, _ value: TemplateShape.Value, _ summary: String, or otherNames: [String] = []
    ) -> TemplateShape.Field {
        .init(name: name, otherNames: otherNames, value: value, isRequired: true, summary: summary)
    }

    static func ignored(_ names: String...) -> [TemplateShape.Field] {
        names.map { .init($0, .ignored, "Taken for the sake of templates written for other programs; has no effect.") }
    }
}
