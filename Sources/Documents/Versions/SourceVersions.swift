import Extraction

/// Which sources are versions of one another, and which of them holds.
///
/// Two sources are versions of one document when they are of one kind and of one study and the older one's headings come
/// back in the newer one. The newest whole one replaces the others. An amendment that only lists changes replaces
/// nothing: it is believed before what it amends, and both are used.
struct SourceVersions {
    /// In the order of the request.
    private(set) var standings: [SourceStanding]

    /// Tables, listings and narratives are parts of a whole: two of them are not two versions of one.
    private static let kinds: Set<SourceKind> = [.protocolDocument, .statisticalPlan, .investigatorBrochure, .report]
    /// So much of the older one's headings must come back in the newer one.
    private static let sharedHeadings = 0.6
    /// With fewer headings nothing can be told.
    private static let fewestHeadings = 3
    /// A whole version has at least so much of the older one's text.
    private static let sharedLength = 0.4

    init(_ contents: [ExtractedContent], kinds: [SourceKind]) {
        standings = contents.map { SourceStanding(version: .read($0)) }
        for (kind, group) in Dictionary(grouping: contents.indices, by: { kinds[$0] })
        where Self.kinds.contains(kind) && group.count > 1 {
            let sources = group.map { Source(contents[$0], kind: kind, index: $0) }
            for (place, one) in sources.enumerated() {
                for other in sources.dropFirst(place + 1) { compare(one, other) }
            }
        }
        for index in standings.indices { followReplacements(from: index) }
    }

    private mutating func compare(_ one: Source, _ other: Source) {
        guard one.isOfSameStudy(as: other) else { return }
        if one.digest == other.digest {
            standings[other.index].replacedBy = standings[other.index].replacedBy ?? one.index
            return
        }
        let order = standings[one.index].version.order(to: standings[other.index].version)
        let (older, newer) = order == .newer ? (other, one) : (one, other)
        let isWhole = newer.covers(older)
        switch order {
        case .older, .newer:
            standings[older.index].newer.append(newer.index)
            if isWhole { replace(older.index, by: newer.index) }
        case .same where isWhole && older.covers(newer):
            // The same version twice, perhaps in two formats: the first one named is used.
            replace(other.index, by: one.index)
        case .unknown where isWhole || older.covers(newer):
            standings[one.index].unclear.append(other.index)
        case .same, .unknown:
            // Parts of one document, or documents about one study.
            break
        }
    }

    /// Of several that could replace it, the newest does.
    private mutating func replace(_ index: Int, by newer: Int) {
        if let known = standings[index].replacedBy,
            standings[newer].version.order(to: standings[known].version) != .newer
        {
            return
        }
        standings[index].replacedBy = newer
    }

    /// What replaces may itself be replaced.
    private mutating func followReplacements(from index: Int) {
        var seen: Set<Int> = [index]
        while let next = standings[index].replacedBy, let last = standings[next].replacedBy, seen.insert(last).inserted
        {
            standings[index].replacedBy = last
        }
    }
}

extension SourceVersions {
    /// What of a source is compared.
    private struct Source {
        let index: Int
        let digest: String
        private let numbers: Set<String>
        private let title: String?
        private let headings: Set<String>
        private let length: Int

        init(_ content: ExtractedContent, kind: SourceKind, index: Int) {
            self.index = index
            digest = content.source.sha256
            let facts = Facts.find(in: Reading([content], kinds: [kind]))
            func values(_ key: String) -> [String] {
                guard let fact = facts.first(where: { $0.key == key }) else { return [] }
                return key == "protocol_number" ? [fact.value] : [fact.value] + fact.alternatives.map(\.value)
            }
            numbers = Set((values("protocol_number") + values("registry_ids")).map(Self.plain))
            title = values("title").first?.folded
            headings = Set(
                content.blocks.compactMap { block in
                    guard case .heading(_, _, let text) = block.content else { return nil }
                    return text.folded
                })
            length = content.blocks.reduce(0) { $0 + $1.text.utf8.count }
        }

        /// `H2Q-MC-LZZT(c)` is the third version of `H2Q-MC-LZZT`.
        private static func plain(_ number: String) -> String {
            var text = number
            if text.hasSuffix(")"), let open = text.lastIndex(of: "(") { text = String(text[..<open]) }
            return String(text.uppercased().filter { $0.isLetter || $0.isNumber })
        }

        func isOfSameStudy(as other: Source) -> Bool {
            if !numbers.isEmpty, !other.numbers.isEmpty { return !numbers.isDisjoint(with: other.numbers) }
            return title != nil && title == other.title
        }

        /// Whether this could be used in place of the other.
        func covers(_ other: Source) -> Bool {
            guard other.headings.count >= fewestHeadings else { return false }
            let shared = Double(headings.intersection(other.headings).count) / Double(other.headings.count)
            return shared >= sharedHeadings && Double(length) >= sharedLength * Double(other.length)
        }
    }
}
