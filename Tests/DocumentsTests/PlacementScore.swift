import Extraction

@testable import Documents

/// How one block was placed, beside what a person says.
struct JudgedBlock {
    var document: String
    var half: LabelledSet.Half
    var block: Block
    var answers: [[String]]
    var placement: ClassifiedContent.Placement?

    var confidence: Double { placement?.confidence ?? 0 }
    var isRight: Bool { answers.contains(placement?.sections ?? []) }
    /// Sure enough to be taken without a second look.
    var isSure: Bool { confidence >= 0.8 }
}

/// The figures by which the classifier is judged.
struct PlacementScore: CustomStringConvertible {
    var blocks: [JudgedBlock]

    /// The share of all blocks that are placed with a confidence of at least 0.8.
    var share: Double { Self.ratio(blocks.count(where: \.isSure), blocks.count) }
    /// The share of those that stand where a person puts them.
    var accuracy: Double { Self.ratio(blocks.count { $0.isSure && $0.isRight }, blocks.count(where: \.isSure)) }

    /// How far the stated confidence is from the share that is right, in the mean over all placed blocks.
    ///
    /// The expected calibration error of Guo et al. (2017), over tenths of confidence.
    var calibrationError: Double {
        let placed = blocks.filter { $0.placement != nil }
        let bins = Dictionary(grouping: placed) { min(9, Int($0.confidence * 10)) }
        let sum = bins.values.reduce(0) { sum, bin in
            let stated = bin.map(\.confidence).reduce(0, +)
            return sum + abs(stated - Double(bin.count(where: \.isRight)))
        }
        return placed.isEmpty ? 0 : sum / Double(placed.count)
    }

    var description: String {
        let unplaced = blocks.filter { $0.placement == nil }
        return """
            \(blocks.count) blocks; \(Self.percent(share)) placed with 0.8 or more, \(Self.percent(accuracy)) of them \
            right; calibration error \(Self.percent(calibrationError)); \(unplaced.count) unplaced, \
            \(unplaced.count(where: \.isRight)) of them rightly
            """
    }

    /// One line for each kind of evidence and band of confidence: stated confidence, share that is right, blocks.
    var reliability: String {
        let placed = blocks.filter { $0.placement != nil }
        let groups = Dictionary(grouping: placed) { block in
            "\(block.placement?.reason.rawValue ?? "") \(Int((block.confidence * 20).rounded(.down)))"
        }
        let lines = groups.sorted { $0.key < $1.key }.map { key, group in
            let stated = group.map(\.confidence).reduce(0, +) / Double(group.count)
            let right = Self.ratio(group.count(where: \.isRight), group.count)
            let name = key.split(separator: " ").first.map(String.init) ?? ""
            return "| \(name) | \(Self.percent(stated)) | \(Self.percent(right)) | \(group.count) |"
        }
        return (["| evidence | stated | right | blocks |", "|---|---|---|---|"] + lines).joined(separator: "\n")
    }

    private static func ratio(_ part: Int, _ whole: Int) -> Double { whole == 0 ? 1 : Double(part) / Double(whole) }

    private static func percent(_ value: Double) -> String { "\((value * 1000).rounded() / 10) %" }
}
