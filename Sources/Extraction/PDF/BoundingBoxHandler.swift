/// Takes the words and their places out of `pdftotext -bbox-layout`'s XHTML.
final class BoundingBoxHandler: XMLHandler {
    private(set) var pages: [LayoutPage] = []
    private var place: (x0: Double, y0: Double, x1: Double, y1: Double)?
    private var word: [UInt8] = []
    private let pageRead: (Int) -> Void

    /// - Parameter pageRead: Is called with the number of pages read so far.
    init(pageRead: @escaping (Int) -> Void) {
        self.pageRead = pageRead
    }

    func start(_ tag: XMLTag) throws {
        switch tag.name {
        case "page":
            pages.append(
                LayoutPage(
                    number: pages.count + 1, width: number(tag, "width"), height: number(tag, "height"), words: []))
        case "word":
            place = (number(tag, "xMin"), number(tag, "yMin"), number(tag, "xMax"), number(tag, "yMax"))
            word.removeAll(keepingCapacity: true)
        default: break
        }
    }

    func end(_ name: String) throws {
        switch name {
        case "word":
            guard let place, !pages.isEmpty else { return }
            let text = SymbolFont.readable(String(decoding: word, as: UTF8.self).trimmed)
            if !text.isEmpty, place.x1 > place.x0, place.y1 > place.y0 {
                pages[pages.count - 1].words.append(
                    LayoutWord(text: text, x0: place.x0, y0: place.y0, x1: place.x1, y1: place.y1))
            }
            self.place = nil
        case "page": pageRead(pages.count)
        default: break
        }
    }

    func text(_ run: UnsafeBufferPointer<UInt8>) throws {
        if place != nil { word.append(contentsOf: run) }
    }

    /// What is not a number is 0: such a word has no place and is dropped.
    private func number(_ tag: XMLTag, _ name: String) -> Double {
        tag.bytes(name).flatMap { DecimalText.value($0) } ?? 0
    }
}
