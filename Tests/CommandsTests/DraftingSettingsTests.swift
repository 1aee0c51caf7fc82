import Foundation
import Outbound
import Testing

@testable import Assembly

@Suite("Who drafts is a setting of the worker")
struct DraftingSettingsTests {
    private let model = [
        "--drafter", "openai-compatible", "--draft-url", "https://models.example", "--draft-model", "m",
    ]

    @Test("nobody is asked unless a drafter is named")
    func extractive() throws {
        #expect(try WorkerFlags.settings([]).drafting.model == nil)
        #expect(try WorkerFlags.settings(["--draft-url", "https://models.example"]).drafting.model == nil)
    }

    @Test("flags and variables are understood")
    func reads() throws {
        let drafting = try WorkerFlags.settings(
            model + ["--draft-timeout", "30s", "--draft-tokens", "1000"],
            ["GALLEY_DRAFT_CONCURRENCY": "2", "GALLEY_DRAFT_ANSWER_TOKENS": "512", "GALLEY_DRAFT_API_KEY": "sk-secret"]
        ).drafting
        let options = try #require(drafting.model)
        #expect(options.endpoint.url == "https://models.example/v1/chat/completions" && options.model == "m")
        #expect(options.timeout == .seconds(30) && options.maxAnswerTokens == 512 && options.apiKey != nil)
        #expect(drafting.tokens == 1_000 && drafting.concurrency == 2)
    }

    @Test("a drafter without its server or model is refused by the name of what is missing")
    func needs() {
        #expect(throws: SettingError(key: "--draft-url", reason: "is needed by the drafter openai-compatible")) {
            try WorkerFlags.settings(["--drafter", "openai-compatible"])
        }
        #expect(throws: SettingError(key: "--draft-model", reason: "is needed by the drafter openai-compatible")) {
            try WorkerFlags.settings(Array(model.prefix(4)))
        }
        #expect(throws: SettingError(key: "--drafter", reason: "expected one of extractive, openai-compatible")) {
            try WorkerFlags.settings(["--drafter", "poet"])
        }
    }

    @Test("the key comes from a file or the environment, and is in no message")
    func keys() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        try Data("sk-secret\n".utf8).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let settings = try WorkerFlags.settings(model + ["--draft-api-key-file", path])
        var dumped = ""
        dump(settings.drafting, to: &dumped)
        #expect(settings.drafting.model?.apiKey != nil && !dumped.contains("sk-secret"))
        #expect(throws: SettingError(key: "--draft-api-key-file", reason: "the file cannot be read")) {
            try WorkerFlags.settings(model + ["--draft-api-key-file", path + "x"])
        }
        let error = #expect(throws: SettingError.self) {
            try WorkerFlags.settings(model, ["GALLEY_DRAFT_API_KEY": "sk secret"])
        }
        #expect(error?.key == "GALLEY_DRAFT_API_KEY" && error.map { !"\($0)".contains("secret") } == true)
    }

    @Test("a key that goes over a network in the clear is warned of")
    func warns() throws {
        func warning(_ url: String, key: String) throws -> String? {
            try WorkerFlags.settings(
                ["--drafter", "openai-compatible", "--draft-url", url, "--draft-model", "m"],
                ["GALLEY_DRAFT_API_KEY": key]
            ).drafting.warning
        }
        #expect(try warning("http://models.example", key: "k") != nil)
        #expect(try warning("http://127.0.0.1:8000", key: "k") == nil)
        #expect(try warning("https://models.example", key: "k") == nil)
        #expect(try warning("http://models.example", key: "") == nil)
    }
}
