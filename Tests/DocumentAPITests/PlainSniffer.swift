import DocumentAPI

/// Knows PDF by its mark and PNG as nothing to be read; all else is text.
struct PlainSniffer: UploadSniffing {
    func kind(of head: [UInt8], isWhole: Bool, name: String) -> UploadKind {
        if head.isEmpty { return .unreadable("\(name) is empty.") }
        if head.starts(with: Array("%PDF-".utf8)) { return .readable(format: "pdf") }
        if head.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return .unreadable("\(name) is a PNG image.") }
        return .readable(format: "text")
    }
}
