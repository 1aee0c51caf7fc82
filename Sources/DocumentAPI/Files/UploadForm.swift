import ObjectStore

/// The model's upload form: `file_name`, `file_content` and `container`, in any order.
struct UploadForm {
    let intake: FileIntake
    let organization: String

    private var container: String?
    private var fileName: String?
    private var uploaded: Uploaded?

    /// A file that has been taken, in its place already when its name came before it.
    private enum Uploaded {
        case inPlace(FilePlace, ObjectInfo)
        case staged(ObjectInfo, clientName: String?)
    }

    /// The longest text field, in bytes.
    private static let fieldLimit = 1024

    init(intake: FileIntake, organization: String) {
        self.intake = intake
        self.organization = organization
    }

    /// Reads the form to its end and puts its file in its place.
    ///
    /// - Throws: ``Problem``: 413, 415, or 422 with every fault.
    mutating func read(_ reader: MultipartReader) async throws -> (FilePlace, ObjectInfo) {
        do {
            while case .part(let head) = try await reader.next() { try await read(head, reader) }
            return try await finish()
        } catch {
            if case .staged(let info, _) = uploaded {
                // The first error is the one to tell; what stays behind is removed by the upkeep.
                try? await intake.store.delete(info.key)
            }
            throw error
        }
    }

    private mutating func read(_ head: MultipartHead, _ reader: MultipartReader) async throws {
        switch head.name {
        case "container": container = try await reader.text(limit: Self.fieldLimit)
        case "file_name": fileName = try await reader.text(limit: Self.fieldLimit)
        case "file_content":
            guard uploaded == nil else {
                throw Problem.invalid([.init(pointer: "/file_content", detail: "occurs twice")])
            }
            uploaded = try await take(head, reader)
        default: while try await reader.bytes() != nil {}
        }
    }

    private func take(_ head: MultipartHead, _ reader: MultipartReader) async throws -> Uploaded {
        if let container, let fileName {
            let place = try FilePlace(container: container, name: fileName, organization: organization)
            let info = try await intake.take({ try await reader.bytes() }, to: place.key, name: place.name)
            return .inPlace(place, info)
        }
        let name = fileName ?? head.fileName
        let info = try await intake.stage(
            { try await reader.bytes() }, name: name ?? "upload", organization: organization)
        return .staged(info, clientName: head.fileName)
    }

    private func finish() async throws -> (FilePlace, ObjectInfo) {
        switch uploaded {
        case .inPlace(let place, let info): return (place, info)
        case .staged(let staged, let clientName):
            let place = try FilePlace(
                container: container, name: fileName ?? clientName, organization: organization)
            return (place, try await intake.move(staged, to: place.key))
        case nil: throw Problem.invalid([.init(pointer: "/file_content", detail: "is required")])
        }
    }
}
