import Foundation

/// Where the links of a PDF lead, in the order of its pages and, on a page, from top to bottom.
struct LinkedPages {
    /// Pages, from 1.
    private(set) var targets: [Int] = []

    /// - Parameter json: what `qpdf --json` prints (its manual, "qpdf JSON Format", version 2).
    init(json: [UInt8]) throws {
        let root = try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any] ?? [:]
        let objects = (root["qpdf"] as? [Any])?.last as? [String: Any] ?? [:]
        func resolved(_ value: Any?) -> Any? {
            guard let name = value as? String, let object = objects["obj:\(name)"] as? [String: Any] else {
                return value
            }
            return object["value"]
        }
        let pages = (root["pages"] as? [[String: Any]] ?? []).compactMap { $0["object"] as? String }
        for page in pages {
            let dictionary = resolved(page) as? [String: Any] ?? [:]
            let links = (resolved(dictionary["/Annots"]) as? [Any] ?? []).compactMap { resolved($0) as? [String: Any] }
                .filter { $0["/Subtype"] as? String == "/Link" }
            let places = links.compactMap { link -> (top: Double, page: Int)? in
                let box = (resolved(link["/Rect"]) as? [Any] ?? []).compactMap { ($0 as? NSNumber)?.doubleValue }
                let action = resolved(link["/A"]) as? [String: Any]
                let destination = resolved(link["/Dest"] ?? action?["/D"]) as? [Any]
                guard box.count == 4, let target = (destination?.first as? String).flatMap({ pages.firstIndex(of: $0) })
                else { return nil }
                return (box[3], target + 1)
            }
            // An entry of two lines is two links.
            for place in places.sorted(by: { $0.top > $1.top }) { targets.append(place.page) }
        }
    }
}
