import Extraction

/// The classified blocks by section, in the order in which a reader should meet them.
struct PlacedBlocks {
    struct Entry {
        var source: Reading.Source
        var block: Block
        var confidence: Double
        var reason: ClassifiedContent.Reason
        /// The nearest heading above it in its source.
        var heading: String?
    }

    private var entries: [String: [Entry]] = [:]

    init(_ classified: ClassifiedContent, reading: Reading) {
        for source in reading.byAuthority {
            var placements: [Int: ClassifiedContent.Placement] = [:]
            for placement in classified.sources[source.index].placements { placements[placement.block] = placement }
            var heading: String?
            for block in source.content.blocks {
                if case .heading(_, _, let text) = block.content { heading = text }
                guard let placement = placements[block.index] else { continue }
                let entry = Entry(
                    source: source, block: block, confidence: placement.confidence, reason: placement.reason,
                    heading: heading)
                for section in placement.sections { entries[section, default: []].append(entry) }
            }
        }
    }

    func entries(in section: String) -> [Entry] { entries[section] ?? [] }
}
