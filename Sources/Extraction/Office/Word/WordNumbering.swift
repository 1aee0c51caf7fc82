/// The list definitions of a Word file: abstract lists with nine levels, and the instances that paragraphs name.
struct WordNumbering {
    struct Level: Equatable {
        var start = 1
        var format = NumberFormat.decimal
        /// With `%1` … `%9` for the counters of the levels.
        var text = ""
        /// The level (from 1) that restarts this one; 0: none does; nil: every higher one.
        var restart: Int?
        /// Prints the counters of all levels in Arabic digits.
        var isLegal = false
        /// The paragraph style that is this level.
        var style: String?
    }

    struct Abstract: Equatable {
        var levels: [Int: Level] = [:]
        /// The list style whose definition stands in for this one.
        var styleLink: String?
        /// The list style that this definition is.
        var definesStyle: String?
    }

    struct Instance: Equatable {
        var abstractID: Int?
        var starts: [Int: Int] = [:]
        var levels: [Int: Level] = [:]
    }

    var abstracts: [Int: Abstract] = [:]
    var instances: [Int: Instance] = [:]

    /// The abstract list behind an instance, where a link to a list style is followed once.
    func abstract(of instance: Int) -> (id: Int, definition: Abstract)? {
        guard let id = instances[instance]?.abstractID, let definition = abstracts[id] else { return nil }
        guard let link = definition.styleLink, let target = abstracts.first(where: { $0.value.definesStyle == link })
        else { return (id, definition) }
        return (target.key, target.value)
    }

    func level(_ level: Int, of instance: Int) -> Level? {
        instances[instance]?.levels[level] ?? abstract(of: instance)?.definition.levels[level]
    }

    /// The level that a style stands for in a list; nil when the list names none for it.
    func level(ofStyle style: String, in instance: Int) -> Int? {
        let own = instances[instance]?.levels.first { $0.value.style == style }?.key
        return own ?? abstract(of: instance)?.definition.levels.first { $0.value.style == style }?.key
    }
}

/// Reads `word/numbering.xml`.
final class WordNumberingHandler: XMLHandler {
    private(set) var numbering = WordNumbering()
    private var abstractID: Int?
    private var abstract = WordNumbering.Abstract()
    private var instanceID: Int?
    private var instance = WordNumbering.Instance()
    private var levelIndex: Int?
    private var level = WordNumbering.Level()
    private var overrideIndex: Int?

    func start(_ tag: XMLTag) {
        switch tag.name {
        case "w:abstractNum":
            abstractID = tag.int("abstractNumId")
            abstract = WordNumbering.Abstract()
        case "w:num":
            instanceID = tag.int("numId")
            instance = WordNumbering.Instance()
        case "w:lvlOverride": overrideIndex = tag.int("ilvl")
        case "w:lvl":
            levelIndex = tag.int("ilvl")
            level = WordNumbering.Level()
        default: property(tag)
        }
    }

    private func property(_ tag: XMLTag) {
        switch tag.name {
        case "w:start": level.start = tag.int("val") ?? 1
        case "w:numFmt": level.format = tag["val"].flatMap(NumberFormat.init) ?? .decimal
        case "w:lvlText": level.text = tag["val"] ?? ""
        case "w:lvlRestart": level.restart = tag.int("val")
        case "w:isLgl": level.isLegal = tag.isOnElement
        case "w:pStyle": level.style = tag["val"]
        case "w:numStyleLink": abstract.styleLink = tag["val"]
        case "w:styleLink": abstract.definesStyle = tag["val"]
        case "w:abstractNumId": instance.abstractID = tag.int("val")
        case "w:startOverride": if let overrideIndex { instance.starts[overrideIndex] = tag.int("val") }
        default: break
        }
    }

    func end(_ name: String) {
        switch name {
        case "w:lvl":
            guard let levelIndex, (0...8).contains(levelIndex) else { break }
            if instanceID != nil { instance.levels[levelIndex] = level } else { abstract.levels[levelIndex] = level }
        case "w:lvlOverride": overrideIndex = nil
        case "w:abstractNum":
            if let abstractID { numbering.abstracts[abstractID] = abstract }
            abstractID = nil
        case "w:num":
            if let instanceID { numbering.instances[instanceID] = instance }
            instanceID = nil
        default: break
        }
    }

    func text(_ run: UnsafeBufferPointer<UInt8>) {}
}
