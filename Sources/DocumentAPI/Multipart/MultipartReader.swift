import Hummingbird
import NIOCore

/// Reads a form part by part from a request's body, as fast as its reader takes it and no faster.
actor MultipartReader {
    private var iterator: RequestBody.AsyncIterator
    private var parser: MultipartParser

    init(_ body: RequestBody, boundary: String) {
        iterator = body.makeAsyncIterator()
        parser = MultipartParser(boundary: boundary)
    }

    /// - Throws: ``Problem`` 422 when the form is broken or breaks off.
    func next() async throws -> MultipartParser.Event {
        while true {
            do {
                if let event = try parser.next() { return event }
            } catch {
                throw Self.broken(error.detail)
            }
            guard let bytes = try await read() else { throw Self.broken("It breaks off") }
            parser.feed(bytes)
        }
    }

    /// The next bytes of the part in hand; nil at its end.
    func bytes() async throws -> ByteBuffer? {
        switch try await next() {
        case .bytes(let bytes): bytes
        case .endOfPart: nil
        case .part, .end: throw Self.broken("It is out of order")
        }
    }

    /// A plain field's text.
    func text(limit: Int) async throws -> String {
        var text = ByteBuffer()
        while let bytes = try await bytes() {
            guard text.readableBytes + bytes.readableBytes <= limit else {
                throw Problem.tooLarge("A field of the form is larger than the \(limit) bytes that are taken.")
            }
            text.writeImmutableBuffer(bytes)
        }
        return String(buffer: text)
    }

    /// The iterator is taken out while it waits, for an actor may be entered meanwhile.
    private func read() async throws -> ByteBuffer? {
        var own = iterator
        let bytes = try await own.next(isolation: self)
        iterator = own
        return bytes
    }

    private static func broken(_ detail: String) -> Problem {
        Problem(status: .unprocessableContent, code: "invalid", detail: "The form cannot be read. \(detail).")
    }
}
