/// An OOXML file: a ZIP archive of parts that refer to one another.
///
/// Every error that leaves it is an ``UnreadableSource`` that names the file and the reason.
struct OfficePackage {
    let file: SourceFile
    let limits: ExtractionLimits
    private let archive: ZipArchive

    /// - Throws: ``UnreadableSource`` for what is encrypted, damaged, too large, or bears macros.
    init(_ file: SourceFile, limits: ExtractionLimits) throws {
        self.file = file
        self.limits = limits
        switch try CompoundFile.content(path: file.path) {
        case .encryptedOffice:
            throw file.unreadable(.encrypted, "is encrypted: remove its password and upload it again.")
        case .olderOffice:
            throw file.unreadable(
                .unsupported, "is in the Office format of 1997: save it as .docx or .xlsx and upload that.")
        case nil: break
        }
        do {
            archive = try ZipArchive(path: file.path, limits: limits)
        } catch {
            throw Self.unreadable(file, error, part: nil)
        }
        if let macros = archive.names.first(where: { $0.hasSuffix("vbaproject.bin") }) {
            throw file.unreadable(
                .unsupported, "contains macros (\(macros)): save it without them, as .docx or .xlsx, and upload that.")
        }
    }

    /// The part that is the document itself; `fallback` where the file does not say.
    func mainPart(fallback: String) throws -> String {
        let part = try relationships(of: "").first("officeDocument") ?? fallback
        guard archive.contains(part) else {
            throw file.unreadable(.mislabelled, "is a ZIP archive but holds no \(file.format.rawValue) document.")
        }
        return part
    }

    /// What a part refers to; empty when it refers to nothing. The name "" stands for the file itself.
    func relationships(of part: String) throws -> OfficeRelationships {
        let handler = OfficeRelationshipsHandler(folder: OfficeRelationships.folder(of: part))
        try parse(OfficeRelationships.part(of: part), into: handler)
        return handler.relationships
    }

    func properties() throws -> OfficeProperties {
        var both = OfficeProperties()
        for part in ["docProps/core.xml", "docProps/app.xml"] {
            let handler = OfficePropertiesHandler()
            try parse(part, into: handler)
            both.title = both.title ?? handler.properties.title
            both.pages = both.pages ?? handler.properties.pages
        }
        return both
    }

    /// Reads a part; does nothing when there is none of that name.
    func parse(_ part: String, into handler: any XMLHandler) throws {
        do {
            let parser = try XMLPushParser(
                handler: handler,
                options: .init(depthLimit: limits.depth, prefixes: OfficeNamespaces.prefixes))
            if try archive.read(part, parser.feed) { try parser.finish() }
        } catch {
            throw Self.unreadable(file, error, part: part)
        }
    }
}

extension OfficePackage {
    /// The one place where a fault of the container or of its XML becomes the error of the file.
    private static func unreadable(_ file: SourceFile, _ error: any Error, part: String?) -> any Error {
        let part = part ?? "its archive"
        return switch error {
        case ZipFailure.damaged(let words):
            file.unreadable(.damaged, "is damaged: its ZIP archive is unreadable (\(words)).")
        case ZipFailure.encrypted:
            file.unreadable(.encrypted, "is encrypted: remove its password and upload it again.")
        case ZipFailure.tooLarge(let words): file.unreadable(.tooLarge, "is too large: \(words).")
        case XMLFailure.documentType:
            file.unreadable(
                .damaged, "is damaged: \(part) declares a document type, which no office program writes; save it again."
            )
        case XMLFailure.tooDeep(let limit):
            file.unreadable(.tooComplex, "is too complex: \(part) nests its elements more than \(limit) deep.")
        case XMLFailure.malformed(let line, let words):
            file.unreadable(.damaged, "is damaged: \(part) is not well-formed XML (line \(line): \(words)).")
        case let missing as SheetHandler.MissingText:
            file.unreadable(
                .damaged, "is damaged: a cell of \(part) names text \(missing.number.prefix(20)), which is not there.")
        case let cap as OfficeCap: file.unreadable(.tooLarge, cap.predicate)
        default: error
        }
    }
}
