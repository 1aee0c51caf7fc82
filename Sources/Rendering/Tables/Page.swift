/// A sheet of paper and what of it text may fill, in twips (1,440 to the inch).
///
/// US Letter with margins of one inch, within FDA's PDF specification (left at least 3/4 inch, others at least 3/8 inch).
struct Page: Sendable, Equatable {
    let width: Int
    let height: Int
    let margin: Int

    static let portrait = Page(width: 12_240, height: 15_840, margin: 1_440)
    static let landscape = Page(width: 15_840, height: 12_240, margin: 1_440)

    /// From the edge of the sheet to header and footer: half an inch.
    static let furniture = 720

    var textWidth: Int { width - 2 * margin }
}
