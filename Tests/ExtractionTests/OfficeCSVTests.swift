import Testing

@testable import Extraction

@Suite("Delimited text")
struct OfficeCSVTests {
    private let fixture: OfficeFixture

    /// One text in UTF-8 without and with its mark, in windows-1252, and in UTF-16 of both orders.
    private static let encoded: [[UInt8]] = {
        let text = "é,€\n1,2"
        let utf8 = [UInt8](text.utf8)
        let windows: [UInt8] = [0xE9, 0x2C, 0x80, 0x0A, 0x31, 0x2C, 0x32]
        let little: [UInt8] = text.utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        let big: [UInt8] = text.utf16.flatMap { unit -> [UInt8] in [UInt8(unit >> 8), UInt8(unit & 0xFF)] }
        return [utf8, [0xEF, 0xBB, 0xBF] + utf8, windows, [0xFF, 0xFE] + little, [0xFE, 0xFF] + big]
    }()

    init() throws { fixture = try OfficeFixture() }

    private func read(_ bytes: [UInt8], limits: ExtractionLimits = ExtractionLimits()) async throws -> ExtractedContent
    {
        try await CSVReader().read(fixture.file(bytes, name: "d.csv", format: .csv), limits: limits)
    }

    private func rows(_ text: String) async throws -> [[String]] {
        try await read(Array(text.utf8)).tables.first?.rows.map { $0.map(\.text) } ?? []
    }

    @Test("Quoted fields hold delimiters, line ends and doubled quotes")
    func quoted() async throws {
        let found = try await rows("a,b\r\n\"x, \"\"y\"\"\r\nz\",2\r\n,\r\n")
        #expect(found == [["a", "b"], ["x, \"y\"\r\nz", "2"], ["", ""]])
    }

    @Test("The delimiter is told by the content", arguments: [",", ";", "\t", "|"])
    func delimiters(sign: String) async throws {
        let text = [["Name, full", "Dose", "N"], ["Low; early", "54", "84"], ["High", "81", "84"]]
            .map { $0.map { "\"\($0)\"" }.joined(separator: sign) }.joined(separator: "\n")
        #expect(try await rows(text).map(\.count) == [3, 3, 3])
    }

    @Test("Line ends of every kind, blank lines, and a last line without one")
    func lineEnds() async throws {
        #expect(try await rows("a,b\rc,d\n\n\r\ne,f") == [["a", "b"], ["c", "d"], ["e", "f"]])
    }

    @Test("Encodings are told by the bytes", arguments: encoded)
    func encodings(bytes: [UInt8]) async throws {
        let content = try await read(bytes)
        #expect(content.tables.first?.rows.map { $0.map(\.text) } == [["é", "€"], ["1", "2"]])
        #expect(content.tables.first?.headerRows == 1)
        #expect(content.blocks.first?.provenance.cells == "A1:B2")
        #expect(content.warnings.isEmpty)
    }

    @Test("Rows of other lengths are filled up or kept, and reported")
    func ragged() async throws {
        let content = try await read(Array("a,b,c\n1\n1,2,3,4\n5,6,7".utf8))
        #expect(content.tables.first?.rows.map(\.count) == [3, 3, 4, 3])
        #expect(content.warnings.map(\.code) == ["ragged_rows"])
        #expect(content.warnings.first?.message.hasPrefix("2 rows") == true)
    }

    @Test("A quotation mark that is never closed is reported")
    func openQuote() async throws {
        #expect(try await read(Array("a,b\n\"1,2\n3,4".utf8)).warnings.map(\.code).contains("open_quote"))
    }

    @Test("More cells than the limit are too large; nothing but line ends is empty")
    func limits() async throws {
        let large = await #expect(throws: UnreadableSource.self) {
            try await read(Array("a,b\nc,d\n".utf8), limits: ExtractionLimits(cells: 3))
        }
        #expect(large?.reason == .tooLarge)
        let empty = await #expect(throws: UnreadableSource.self) { try await read(Array("\n\n".utf8)) }
        #expect(empty?.reason == .empty)
    }
}
