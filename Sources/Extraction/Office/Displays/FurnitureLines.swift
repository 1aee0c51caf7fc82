/// Running lines, each kept once: lines that differ only in their digits are one line.
struct FurnitureLines {
    private(set) var lines: [String] = []
    private var seen: Set<String> = []

    mutating func add(_ candidates: [String]) {
        for line in candidates where seen.insert(line.filter { !$0.isNumber }).inserted { lines.append(line) }
    }
}
