/// How a DOCX looks: as our own style sheet has it, or as a house's documents do.
struct DocumentLook: Sendable {
    let portrait: ReferenceDocument.Page
    let landscape: ReferenceDocument.Page
    let tables: TableMetrics
    let tableHeader: TableHeaderLook
    /// Nil is our own.
    let house: HouseStyles?

    init(_ reference: ReferenceDocument? = nil) {
        let upright = reference?.pages.first { !$0.isLandscape }
        let sideways = reference?.pages.first(where: \.isLandscape)
        portrait = upright ?? sideways.map(Self.upright) ?? .letter
        landscape = sideways ?? portrait.turned
        house = reference.map(HouseStyles.init)
        var metrics = house?.tableMetrics ?? .standard
        metrics.portraitWidth = portrait.textWidth
        metrics.landscapeWidth = landscape.textWidth
        tables = metrics
        tableHeader = house?.tableHeader ?? TableHeaderLook()
    }

    /// The upright page of a house whose template lies on its side; three turns back are one forward.
    private static func upright(_ page: ReferenceDocument.Page) -> ReferenceDocument.Page {
        page.turned.turned.turned
    }
}
