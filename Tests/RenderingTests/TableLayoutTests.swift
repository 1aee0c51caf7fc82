import Testing

@testable import Rendering

@Suite struct TableLayoutTests {
    private func grid(_ rows: [[Manuscript.Cell]], headerRows: Int = 1) -> TableGrid {
        TableGrid(.init(caption: "", headerRows: headerRows, rows: rows))
    }

    @Test func `Spans push the cells of later rows to the right`() {
        let grid = grid([
            [.init("a", rowSpan: 2), .init("b", columnSpan: 2)],
            [.init("c"), .init("d")],
            [.init("e")],
        ])
        #expect(grid.columnCount == 3)
        #expect(grid.cellsStarting(in: 1).map(\.column) == [1, 2])
        #expect(grid.cellsStarting(in: 2).map(\.text) == ["e", "", ""])
    }

    @Test func `A span stops where another cell already reaches`() {
        let grid = grid([
            [.init("a"), .init("down", rowSpan: 2)],
            [.init("wide", columnSpan: 2)],
        ])
        #expect(grid.cellsStarting(in: 1).map(\.columns) == [1])
        #expect(grid.columnCount == 2)
    }

    @Test func `Chosen columns keep what is left of their spans`() {
        let grid = grid([
            [.init("a", rowSpan: 2), .init("b", columnSpan: 3)],
            [.init("c"), .init("d"), .init("e")],
        ])
        let chosen = grid.columns([0, 2, 3])
        #expect(chosen.cellsStarting(in: 0).map(\.columns) == [1, 2])
        #expect(chosen.cellsStarting(in: 0).first?.rows == 2)
        #expect(chosen.cellsStarting(in: 1).map(\.text) == ["d", "e"])
    }

    @Test func `Widths fill the page exactly and follow the content`() {
        let layout = TableLayout(
            grid([
                [.init("Preferred term"), .init("n (%)")],
                [.init("A rather long preferred term that needs room"), .init("12 (14.0%)")],
            ]))
        #expect(layout.width == ReferenceDocument.Page.letter.textWidth)
        #expect(layout.widths[0] > layout.widths[1])
        #expect(layout.numeric == [false, true])
        #expect(!layout.landscape)
    }

    @Test func `Fourteen columns lie on a landscape page`() {
        let layout = TableLayout(TableGrid(Sample.laboratory))
        #expect(layout.landscape)
        #expect(layout.widths.count == 14)
        #expect(layout.width == ReferenceDocument.Page.letter.turned.textWidth)
    }

    @Test(arguments: ["86", "12 (14.0%)", "<0.001", "75.2 (8.59)", "51; 89", "-", "\u{2212}1.5", "0.05*", "3/86"])
    func `Figures are told from words`(text: String) {
        #expect(NumericText.matches(text))
    }

    @Test(arguments: ["Placebo", "Week 4", "n (%)", "--", "", "mg/kg"])
    func `Words are told from figures`(text: String) {
        #expect(!NumericText.matches(text))
    }

    @Test func `Text is measured by the widths of Times`() {
        let measure = TextMeasure(size: 10)
        #expect(measure.extent(of: "0000").line == 400)
        #expect(measure.extent(of: "00 0000").word == 400)
        #expect(measure.extent(of: "00\n0000\n0").line == 400)
    }
}
