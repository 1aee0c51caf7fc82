/// Turns the bytes of a text into characters, whatever wrote them.
///
/// UTF-16 by its byte order mark, else UTF-8 when it is valid, else windows-1252, which gives every byte a meaning and
/// is what older statistics programs wrote.
public enum TextDecoding {
    public static func text(_ bytes: some Sequence<UInt8>) -> String {
        let bytes = Array(bytes)
        switch Array(bytes.prefix(3)) {
        case [0xEF, 0xBB, 0xBF]: return String(decoding: bytes.dropFirst(3), as: UTF8.self)
        case let start where start.starts(with: [0xFF, 0xFE]): return utf16(bytes.dropFirst(2), littleEndian: true)
        case let start where start.starts(with: [0xFE, 0xFF]): return utf16(bytes.dropFirst(2), littleEndian: false)
        default: return String(validating: bytes, as: UTF8.self) ?? windows1252(bytes)
        }
    }

    private static func utf16(_ bytes: ArraySlice<UInt8>, littleEndian: Bool) -> String {
        let units = stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2).map { index in
            let pair = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            return littleEndian ? pair.1 << 8 | pair.0 : pair.0 << 8 | pair.1
        }
        return String(decoding: units, as: UTF16.self)
    }

    private static func windows1252(_ bytes: [UInt8]) -> String {
        var text = String.UnicodeScalarView()
        for byte in bytes {
            let value = (0x80...0x9F).contains(byte) ? upperControls[Int(byte) - 0x80] : UInt32(byte)
            text.append(Unicode.Scalar(value) ?? "\u{FFFD}")
        }
        return String(text)
    }

    /// What 0x80 to 0x9F mean (WHATWG Encoding Standard, index windows-1252); the rest is ISO 8859-1.
    private static let upperControls: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
        0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0x9D, 0x017E, 0x0178,
    ]
}
