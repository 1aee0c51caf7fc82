import Testing

@testable import Rendering

@Suite struct PDFDatesTests {
    @Test func `Dates of any form are replaced in place`() throws {
        let dates = PDFDates(date: try Timestamp("2026-03-01"))
        let old = """
            /CreationDate(D:20261123192934Z') /ModDate(D:20261123192934+01'00')
            <xmp:CreateDate>2026-11-23T19:29:34Z</xmp:CreateDate>
            /ID [ <5DEF>
            /DocChecksum /DE87
            (D:20261123192934Z)
            """
        let new = String(decoding: dates.normalized(Array(old.utf8)), as: UTF8.self)
        #expect(
            new == """
                /CreationDate(D:20260301000000Z') /ModDate(D:20260301000000+00'00')
                <xmp:CreateDate>2026-03-01T00:00:00Z</xmp:CreateDate>
                /ID [ <0000>
                /DocChecksum /0000
                (D:20261123192934Z)
                """)
    }

    @Test(arguments: ["2026-03-01T12:00:00Z", "2026-03-01T12:00:00.123Z"])
    func `A date is written to the second`(date: String) throws {
        #expect(try Timestamp(date).text == "2026-03-01T12:00:00Z")
    }
}
