import NIOCore
import Testing

@testable import DocumentAPI

@Suite struct MultipartParserTests {
    private static let body =
        "preamble, to be ignored\r\n--bb\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\n"
        + "--bb \t\r\ncontent-type: text/plain\r\nCONTENT-DISPOSITION: form-data; name=\"f\\\"x\"; "
        + "filename=\"plain.txt\"; filename*=UTF-8''r%C3%A4tsel.txt\r\n\r\n\r\n--b\r--bbb\r\n"
        + "--bb\r\nContent-Disposition: form-data; name=empty\r\n\r\n\r\n--bb--\r\nepilogue"

    /// What a parser makes of bytes that arrive in pieces.
    private func parts(_ text: String, pieces: Int) throws -> [(MultipartHead, String)] {
        var parser = MultipartParser(boundary: "bb")
        var parts: [(MultipartHead, String)] = []
        var rest = ByteBuffer(string: text)
        while true {
            switch try parser.next() {
            case .part(let head): parts.append((head, ""))
            case .bytes(let bytes): parts[parts.count - 1].1 += String(buffer: bytes)
            case .endOfPart: continue
            case .end: return parts
            case nil:
                guard let bytes = rest.readSlice(length: min(pieces, rest.readableBytes)), bytes.readableBytes > 0
                else { throw MultipartParser.Fault(detail: "it breaks off") }
                parser.feed(bytes)
            }
        }
    }

    @Test(arguments: [1, 2, 3, 7, 64, 10_000])
    func aFormIsTheSameInPiecesOfAnySize(_ pieces: Int) throws {
        let parts = try parts(Self.body, pieces: pieces)
        #expect(parts.map(\.0.name) == ["a", "f\"x", "empty"])
        #expect(parts.map(\.0.fileName) == [nil, "rätsel.txt", nil])
        #expect(parts.map(\.1) == ["one", "\r\n--b\r--bbb", ""])
    }

    @Test(arguments: [
        "--bb\r\nContent-Disposition: form-data; name=a\r\n\r\nunfinished", "no boundary at all", "",
        "--bb\r\n\r\nno head\r\n--bb--", "--bbx\r\n", "--bb\r\nX: " + String(repeating: "y", count: 20_000),
    ])
    func whatIsNoFormIsRefused(_ text: String) {
        #expect(throws: MultipartParser.Fault.self) { _ = try parts(text, pieces: 1000) }
    }

    @Test func theBoundaryIsFoundInTheContentType() {
        #expect(MultipartBoundary.of("multipart/form-data; boundary=abc") == "abc")
        #expect(MultipartBoundary.of("Multipart/Form-Data; charset=utf-8; Boundary=\"a b\"") == "a b")
        #expect(MultipartBoundary.of("multipart/form-data") == nil)
        #expect(MultipartBoundary.of("application/json; boundary=abc") == nil)
    }
}
