/// The fields open at a point of the text, outermost first.
///
/// A field is written as its code, a separator and its last result; only results are content.
struct WordFields {
    private struct Field {
        var code = ""
        var isInResult = false
    }

    private var open: [Field] = []

    /// Whether what stands here is some field's code.
    var isInCode: Bool { open.contains { !$0.isInResult } }

    /// Whether what stands here was made by a field that lists headings, tables or figures.
    var isInContents: Bool {
        open.contains { field in
            field.isInResult && field.code.split(separator: " ").first.map { $0.uppercased() == "TOC" } == true
        }
    }

    mutating func mark(_ type: String?) {
        switch type {
        case "begin": open.append(Field())
        case "separate": if !open.isEmpty { open[open.count - 1].isInResult = true }
        case "end": _ = open.popLast()
        default: break
        }
    }

    /// Only the first characters matter: the field's name.
    mutating func addCode(_ text: String) {
        guard !open.isEmpty, open[open.count - 1].code.count < 64 else { return }
        open[open.count - 1].code += text
    }
}
