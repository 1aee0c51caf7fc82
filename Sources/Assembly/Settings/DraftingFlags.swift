import ArgumentParser

/// Who writes summaries and syntheses.
struct DraftingFlags: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Who writes summaries and syntheses: extractive takes the most central sentences word for word and asks "
                + "nobody; openai-compatible sends the passages of each such rule to --draft-url. "
                + "[GALLEY_DRAFTER, default extractive]", valueName: "extractive|openai-compatible"))
    var drafter: String?

    @Option(
        help: ArgumentHelp(
            "The server of the model, which answers to /v1/chat/completions. Redirects are refused. [GALLEY_DRAFT_URL]",
            valueName: "https://host"))
    var draftURL: String?

    @Option(help: ArgumentHelp("The model, as that server names it. [GALLEY_DRAFT_MODEL]", valueName: "name"))
    var draftModel: String?

    @Option(
        help: ArgumentHelp(
            "A file with the server's key on one line. Or set GALLEY_DRAFT_API_KEY; there is no flag for the key itself, "
                + "since every user of a host sees flags. [GALLEY_DRAFT_API_KEY_FILE]", valueName: "path"))
    var draftAPIKeyFile: String?

    @Option(
        help: ArgumentHelp(
            "The most tokens that one document may cost; what goes beyond is written by the extractive drafter. "
                + "[GALLEY_DRAFT_TOKENS, default 500000]", valueName: "number"))
    var draftTokens: String?

    @Option(
        help: ArgumentHelp(
            "The longest answer taken for one text, in tokens. [GALLEY_DRAFT_ANSWER_TOKENS, default 4096]",
            valueName: "number"))
    var draftAnswerTokens: String?

    @Option(
        help: ArgumentHelp(
            "How long the model may take for one text, with all tries and waits. [GALLEY_DRAFT_TIMEOUT, default 2m]",
            valueName: "span"))
    var draftTimeout: String?

    @Option(
        help: ArgumentHelp(
            "How many texts are asked for at a time, in each process. [GALLEY_DRAFT_CONCURRENCY, default 4]",
            valueName: "number"))
    var draftConcurrency: String?
}
