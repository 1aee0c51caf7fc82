/// Names for the places of a web page, each different, the same at every writing.
struct Anchors: Sendable {
    private let headings: [String]

    init(_ composition: Composition) {
        var taken: Set<String> = []
        headings = composition.headings.map { heading in
            let words = (heading.number ?? heading.title).unicodeScalars
            let plain = String(
                String.UnicodeScalarView(
                    words.prefix(80).map { scalar in
                        let isPlain =
                            scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                        return isPlain || scalar == "." ? scalar : "-"
                    })
            ).lowercased()
            let name = "section-\(plain)"
            return taken.insert(name).inserted ? name : "\(name)-\(heading.index + 1)"
        }
    }

    func heading(_ heading: Composition.Heading) -> String { headings[heading.index] }

    static func table(_ number: Int) -> String { "table-\(number)" }

    static func passage(_ number: Int) -> String { "source-\(number)" }
}
