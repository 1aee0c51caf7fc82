/// What is wrong with an inline template: every fault, by its path such as `sections[2].title`.
public struct InlineTemplateFaults: Error, Sendable {
    public var faults: [(path: String, detail: String)]

    public init(faults: [(path: String, detail: String)]) {
        self.faults = faults
    }
}
