import Testing

@testable import Extraction

@Suite("Decimal numbers in the output of tools")
struct DecimalTextTests {
    @Test("are read as Swift reads them")
    func same() {
        for whole in stride(from: 0, through: 1_000_000, by: 7_919) {
            for part in ["", ".0", ".5", ".000001", ".123456", ".999999"] {
                for text in ["\(whole)\(part)", "-\(whole)\(part)"] {
                    #expect(DecimalText.value(text.utf8) == Double(text), "\(text)")
                }
            }
        }
        #expect(DecimalText.value("123456789.012345".utf8) == 123456789.012345)
    }

    @Test(
        "are refused where they are none",
        arguments: ["", "-", ".", "nan", "inf", "1e5", "0x10", "1.2.3", " 1", "1 ", "+1", "1234567890.123456"])
    func refused(_ text: String) {
        #expect(DecimalText.value(text.utf8) == nil)
    }
}
