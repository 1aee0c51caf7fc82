/// The first bytes of kinds of file that people upload by mistake, so that the refusal can name them.
enum FileSignature {
    private static let known: [(bytes: [UInt8], offset: Int, name: String)] = [
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], 0, "a PNG image"),
        ([0xFF, 0xD8, 0xFF], 0, "a JPEG image"),
        (Array("GIF8".utf8), 0, "a GIF image"),
        ([0x49, 0x49, 0x2A, 0x00], 0, "a TIFF image"),
        ([0x4D, 0x4D, 0x00, 0x2A], 0, "a TIFF image"),
        (Array("BM".utf8) + [0], 0, "a bitmap image"),
        (Array("WEBP".utf8), 8, "a WebP image"),
        ([0x1F, 0x8B], 0, "a gzip archive"),
        (Array("BZh".utf8), 0, "a bzip2 archive"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], 0, "an xz archive"),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], 0, "a 7-Zip archive"),
        (Array("Rar!".utf8), 0, "a RAR archive"),
        (Array("PK".utf8), 0, "a ZIP archive"),
        ([0x7F, 0x45, 0x4C, 0x46], 0, "a program"),
        (Array("MZ".utf8), 0, "a program"),
        (Array("%!PS".utf8), 0, "a PostScript file"),
        (Array("HEADER RECORD*******LIBRARY HEADER RECORD".utf8), 0, "a SAS transport file"),
        (Array("SQLite format 3".utf8), 0, "a database"),
        (Array("ftyp".utf8), 4, "a video"),
        (Array("ID3".utf8), 0, "a sound recording"),
    ]

    /// What a file that starts like this is; nil when it is none of the known.
    static func name(of sample: [UInt8]) -> String? {
        known.first { sample.dropFirst($0.offset).starts(with: $0.bytes) }?.name
    }
}
