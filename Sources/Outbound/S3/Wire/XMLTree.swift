import CLibXML2
import NIOCore

/// A small answer in XML: names without namespaces, texts, and what is inside.
///
/// Read by libxml2 with nothing fetched and no entity replaced; an answer with a document type is refused, and so is
/// one that nests deeper than any of S3's. libxml2's own limits stay on, and the caller bounds the number of bytes.
struct XMLTree: Equatable {
    var name: String
    /// All of its own text, without that of what is inside.
    var text: String
    var children: [XMLTree]

    private static let depthLimit = 16

    /// The first child of a name.
    subscript(name: String) -> XMLTree? { children.first { $0.name == name } }

    func all(_ name: String) -> [XMLTree] { children.filter { $0.name == name } }

    /// - Throws: ``S3Failure/malformed(_:)``
    init(parsing bytes: ByteBuffer) throws {
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        let document = bytes.withUnsafeReadableBytes {
            xmlReadMemory(
                $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: $0.count), nil, nil,
                Int32(options))
        }
        guard let document else { throw Self.unreadable }
        defer { xmlFreeDoc(document) }
        guard document.pointee.intSubset == nil, let root = xmlDocGetRootElement(document) else {
            throw Self.unreadable
        }
        try self.init(root, depth: 1)
    }

    private init(_ node: xmlNodePtr, depth: Int) throws {
        guard depth <= Self.depthLimit else { throw Self.unreadable }
        name = node.pointee.name.map { String(cString: $0) } ?? ""
        text = ""
        children = []
        var next = node.pointee.children
        while let child = next {
            switch child.pointee.type {
            case XML_ELEMENT_NODE: children.append(try XMLTree(child, depth: depth + 1))
            case XML_TEXT_NODE, XML_CDATA_SECTION_NODE: text += child.pointee.content.map { String(cString: $0) } ?? ""
            case XML_ENTITY_REF_NODE: throw Self.unreadable
            default: break
            }
            next = child.pointee.next
        }
    }

    private static var unreadable: S3Failure { .malformed("the S3 server answers with XML that cannot be read") }
}
