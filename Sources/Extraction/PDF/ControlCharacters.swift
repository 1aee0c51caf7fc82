/// Poppler writes a font's control characters into its XHTML as they are, and XML forbids them.
enum ControlCharacters {
    static func blanked(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer { bytes }
}
