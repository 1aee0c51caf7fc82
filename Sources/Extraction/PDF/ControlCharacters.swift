/// Blanks the control characters that poppler passes on from a font's tables: XML has no way to hold them.
enum ControlCharacters {
    static func blanked(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(where: isForbidden) else { return bytes }
        return bytes.map { isForbidden($0) ? UInt8(ascii: " ") : $0 }
    }

    /// Below the blank, XML 1.0 has only tab, line feed and carriage return (2.2).
    private static func isForbidden(_ byte: UInt8) -> Bool {
        byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D
    }
}
