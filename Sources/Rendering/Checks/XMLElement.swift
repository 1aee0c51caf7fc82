import CLibXML2

/// An element of an ``XMLTree``, for as long as the tree lives.
struct XMLElement {
    fileprivate let node: xmlNodePtr

    init(node: xmlNodePtr) {
        self.node = node
    }

    /// Without its prefix.
    var name: String { String(cString: node.pointee.name) }

    /// The elements in it, in order.
    var children: [XMLElement] {
        var result: [XMLElement] = []
        var next = node.pointee.children
        while let child = next {
            if child.pointee.type == XML_ELEMENT_NODE { result.append(XMLElement(node: child)) }
            next = child.pointee.next
        }
        return result
    }

    /// The text directly in it.
    var text: String { Self.text(from: node.pointee.children) }

    /// By its name without prefix.
    func attribute(_ name: String) -> String? {
        var next = node.pointee.properties
        while let attribute = next {
            if String(cString: attribute.pointee.name) == name { return Self.text(from: attribute.pointee.children) }
            next = attribute.pointee.next
        }
        return nil
    }

    private static func text(from first: xmlNodePtr?) -> String {
        var result = ""
        var next = first
        while let child = next {
            if child.pointee.type == XML_TEXT_NODE, let content = child.pointee.content {
                result += String(cString: content)
            }
            next = child.pointee.next
        }
        return result
    }

    func first(_ name: String) -> XMLElement? {
        children.first { $0.name == name }
    }

    /// The `val` of a child, as WordprocessingML writes most of its settings.
    func value(of child: String) -> String? {
        first(child)?.attribute("val")
    }

    /// Calls for this element and for everything in it, in the order of the file.
    func visit(_ body: (XMLElement) -> Void) {
        body(self)
        for child in children { child.visit(body) }
    }
}
