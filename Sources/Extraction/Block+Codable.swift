/// On the wire a block is flat: `kind` first, then what that kind has.
extension Block: Codable {
    private enum Kind: String, Codable {
        case heading, paragraph, table, figure, footnote
        case listItem = "list_item"
    }

    private enum Key: String, CodingKey {
        case index, kind, level, number, marker, text, table, image, provenance, confidence
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        index = try container.decode(Int.self, forKey: .index)
        provenance = try container.decode(Provenance.self, forKey: .provenance)
        confidence = try container.decodeIfPresent(Double.self, forKey: .confidence)
        func text() throws -> String { try container.decode(String.self, forKey: .text) }
        switch try container.decode(Kind.self, forKey: .kind) {
        case .heading:
            content = .heading(
                level: try container.decode(Int.self, forKey: .level),
                number: try container.decodeIfPresent(String.self, forKey: .number), text: try text())
        case .paragraph: content = .paragraph(text: try text())
        case .listItem:
            content = .listItem(
                level: try container.decode(Int.self, forKey: .level),
                marker: try container.decode(String.self, forKey: .marker), text: try text())
        case .table: content = .table(try container.decode(Table.self, forKey: .table))
        case .figure:
            content = .figure(
                caption: try container.decodeIfPresent(String.self, forKey: .text),
                image: try container.decodeIfPresent(String.self, forKey: .image))
        case .footnote:
            content = .footnote(mark: try container.decode(String.self, forKey: .marker), text: try text())
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(index, forKey: .index)
        try container.encode(provenance, forKey: .provenance)
        try container.encodeIfPresent(confidence, forKey: .confidence)
        func put(_ kind: Kind, _ text: String?) throws {
            try container.encode(kind, forKey: .kind)
            try container.encodeIfPresent(text, forKey: .text)
        }
        switch content {
        case .heading(let level, let number, let text):
            try put(.heading, text)
            try container.encode(level, forKey: .level)
            try container.encodeIfPresent(number, forKey: .number)
        case .paragraph(let text): try put(.paragraph, text)
        case .listItem(let level, let marker, let text):
            try put(.listItem, text)
            try container.encode(level, forKey: .level)
            try container.encode(marker, forKey: .marker)
        case .table(let table):
            try put(.table, nil)
            try container.encode(table, forKey: .table)
        case .figure(let caption, let image):
            try put(.figure, caption)
            try container.encodeIfPresent(image, forKey: .image)
        case .footnote(let mark, let text):
            try put(.footnote, text)
            try container.encode(mark, forKey: .marker)
        }
    }
}

/// On the wire a cell is its text alone, and an object only where it spans: a workbook has a million of them.
extension Table.Cell: Codable {
    private enum Key: String, CodingKey {
        case text, columnSpan, rowSpan
    }

    public init(from decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self) {
            self.init(text)
            return
        }
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            try container.decode(String.self, forKey: .text),
            columnSpan: try container.decode(Int.self, forKey: .columnSpan),
            rowSpan: try container.decode(Int.self, forKey: .rowSpan))
    }

    public func encode(to encoder: any Encoder) throws {
        guard columnSpan != 1 || rowSpan != 1 else {
            var container = encoder.singleValueContainer()
            return try container.encode(text)
        }
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(text, forKey: .text)
        try container.encode(columnSpan, forKey: .columnSpan)
        try container.encode(rowSpan, forKey: .rowSpan)
    }
}
