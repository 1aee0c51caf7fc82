import Testing

@testable import Extraction

@Suite("How a workbook shows numbers and dates")
struct OfficeCellFormatTests {
    @Test(
        "Numbers",
        arguments: [
            ("General", "0.1", "0.1"), ("General", "33.333333333333336", "33.3333333333333"),
            ("General", "1E-3", "0.001"), ("General", "2.0160616123456E13", "20160616123456"),
            ("0", "2.5", "3"), ("0.00", "1.005", "1.01"), ("0.00", "-1.005", "-1.01"), ("0.0", "75", "75.0"),
            ("0.0#", "1.25", "1.25"), ("0.0#", "1.2", "1.2"), ("#.00", "0.5", ".50"), ("000", "7", "007"),
            ("#,##0", "1234567.8", "1,234,568"), ("#,##0.00", "999", "999.00"), ("0%", "0.125", "13%"),
            ("0.0%", "0.0456", "4.6%"), ("0.00E+00", "12345", "1.23E+04"),
            ("0.0;(0.0)", "-3.25", "(3.3)"), ("0;-0;\"none\"", "0", "none"), ("\"N=\"0", "86", "N=86"),
            ("0\\ \"mg\"", "54", "54 mg"), ("[Red]0.0", "1.26", "1.3"), ("[$€-407]\\ 0.00", "5", "€ 5.00"),
            ("_(0_)", "4", "4"), ("@", "12", "12"), ("#,##0,", "1234567.8", "1,235"),
            ("0.0,,\"M\"", "1234567.8", "1.2M"), ("000-0000", "5551234", "555-1234"),
            ("(000) 000-0000", "5551234567", "(555) 123-4567"), ("00-000", "12", "00-012"), ("#", "0", ""),
            ("# ??/???", "0.375", "0.375"),
        ])
    func numbers(code: String, value: String, shown: String) {
        #expect(CellFormat(code: code).text(value, from1904: false) == shown)
    }

    @Test(
        "Numbers of which the code tells more than their sign",
        arguments: [
            ("[<5]\"few\";[>=5]\"many\"", "3", "few"), ("[<5]\"few\";[>=5]\"many\"", "7", "many"),
            ("[Red][<0.001]\"<0.001\";0.000", "0.0004", "<0.001"), ("[Red][<0.001]\"<0.001\";0.000", "0.0425", "0.043"),
            ("[>=10]0.0;[>=5]0.00;0.000", "7", "7.00"), ("[>=10]0.0;[>=5]0.00;0.000", "-2", "-2.000"),
            ("[=1]\"yes\";[=0]\"no\";0", "1", "yes"), ("[<>0]0;\"none\"", "0", "none"),
        ])
    func conditions(code: String, value: String, shown: String) {
        #expect(CellFormat(code: code).text(value, from1904: false) == shown)
    }

    @Test(
        "Dates and times",
        arguments: [
            ("yyyy-mm-dd", "43831", "2020-01-01"), ("yyyy-mm-dd", "61", "1900-03-01"),
            ("yyyy-mm-dd", "59", "1900-02-28"),
            ("yyyy-mm-dd", "1", "1900-01-01"), ("d mmmm yy", "43890", "29 February 20"), ("dddd", "43831", "Wednesday"),
            ("hh:mm", "0.5", "12:00"), ("h:mm AM/PM", "0.75", "6:00 PM"), ("h:mm AM/PM", "0.01", "12:14 AM"),
            ("mm:ss.0", "0.000011574", "00:01.0"), ("[h]:mm", "1.5", "36:00"),
            ("dd/mm/yyyy hh:mm:ss", "43831.999988426", "01/01/2020 23:59:59"),
            ("yyyy\"-\"mm", "43831", "2020-01"), ("[$-409]d-mmm-yyyy;@", "43831", "1-Jan-2020"),
        ])
    func dates(code: String, value: String, shown: String) {
        #expect(CellFormat(code: code).text(value, from1904: false) == shown)
    }

    @Test("What is no date is given as it stands", arguments: ["-1", "2958466", "1E300", "abc"])
    func noDates(value: String) {
        #expect(CellFormat(code: "yyyy-mm-dd").text(value, from1904: false) == value)
    }

    @Test("The numbered formats that a file need not define")
    func builtIn() {
        #expect(CellFormat(builtIn: 14)?.text("43831", from1904: false) == "2020-01-01")
        #expect(CellFormat(builtIn: 10)?.text("0.5", from1904: false) == "50.00%")
        #expect(CellFormat(builtIn: 38)?.text("-1234", from1904: false) == "(1,234)")
        #expect(CellFormat(builtIn: 200) == nil)
    }
}
