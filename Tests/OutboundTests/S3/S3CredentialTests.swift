import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
import Testing

@testable import Outbound

@Suite("Credentials are found where they were asked for, and never shown")
struct S3CredentialTests {
    private let variables = ["AWS_ACCESS_KEY_ID": "AKIAENV", "AWS_SECRET_ACCESS_KEY": "hunter2"]

    private func find(
        _ sources: [S3CredentialSource], _ environment: [String: String]
    ) async throws -> S3Credentials {
        try await HTTPClient.withHTTPClient { http in
            let metadata = InstanceMetadata(http: http, environment: environment)
            return try await CredentialKeeper(sources: sources, environment: environment, metadata: metadata)
                .credentials()
        }
    }

    private func withFile<Result>(_ text: String, _ body: (String) async throws -> Result) async throws -> Result {
        let path = FileManager.default.temporaryDirectory.appending(path: "galley-\(UUID().uuidString)").path
        try Data(text.utf8).write(to: URL(filePath: path))
        defer { unlink(path) }
        return try await body(path)
    }

    @Test("by the variables, with a session where there is one")
    func environment() async throws {
        let plain = try await find([.environment, .file], variables)
        #expect(plain.accessKey == "AKIAENV" && plain.secretKey == "hunter2" && plain.sessionToken == nil)
        let session = try await find([.environment], variables.merging(["AWS_SESSION_TOKEN": "token"]) { $1 })
        #expect(session.sessionToken == "token")
    }

    @Test("by a profile of the shared file")
    func file() async throws {
        let text = """
            # The usual one.
            [default]
            aws_access_key_id = AKIADEFAULT
            aws_secret_access_key=abc/def+ghi==
            ; another
            [ other ]
            AWS_ACCESS_KEY_ID=AKIAOTHER
            aws_secret_access_key = jkl
            aws_session_token = token
            [half]
            aws_access_key_id = AKIAHALF
            """
        try await withFile(text) { path in
            let usual = try await find(
                [.environment, .file], ["AWS_SHARED_CREDENTIALS_FILE": path, "AWS_PROFILE": ""])
            #expect(usual.accessKey == "AKIADEFAULT" && usual.secretKey == "abc/def+ghi==" && usual.sessionToken == nil)
            let other = try await find([.file], ["AWS_SHARED_CREDENTIALS_FILE": path, "AWS_PROFILE": "other"])
            #expect(other.accessKey == "AKIAOTHER" && other.secretKey == "jkl" && other.sessionToken == "token")
            for profile in ["half", "none"] {
                await #expect(throws: S3Failure.self) {
                    try await find([.file], ["AWS_SHARED_CREDENTIALS_FILE": path, "AWS_PROFILE": profile])
                }
            }
        }
    }

    @Test("by the machine's role, with a token of the metadata service, and once for many")
    func instance() async throws {
        let service = Metadata()
        try await service.listen { url in
            try await HTTPClient.withHTTPClient { http in
                let environment = ["AWS_EC2_METADATA_SERVICE_ENDPOINT": url]
                let keeper = CredentialKeeper(
                    sources: [.instance], environment: environment,
                    metadata: InstanceMetadata(http: http, environment: environment))
                let found = try await withThrowingTaskGroup(of: String.self) { group in
                    for _ in 0..<20 { group.addTask { try await keeper.credentials().accessKey } }
                    return try await group.reduce(into: Set()) { $0.insert($1) }
                }
                #expect(found == ["ASIA1"])
                let credentials = try await keeper.credentials()
                #expect(credentials.secretKey == "hunter2" && credentials.sessionToken == "session")
                #expect(service.asked == 1)
                // Within five minutes of their end there must be others.
                let late = try #require(credentials.expiresAt) - 60
                #expect(try await keeper.credentials(at: late).accessKey == "ASIA2")
                service.isAway.withLock { $0 = true }
                #expect(try await keeper.credentials(at: late).accessKey == "ASIA2")
                await #expect(throws: S3Failure.self) { try await keeper.credentials(at: late + 120) }
            }
        }
    }

    @Test("the metadata service is not asked unless it was named")
    func notAsked() async throws {
        let service = Metadata()
        try await service.listen { url in
            let environment = [
                "AWS_EC2_METADATA_SERVICE_ENDPOINT": url, "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent",
            ]
            let error = try await #require(throws: S3Failure.self) {
                try await find(S3Options(bucket: "reports").credentialSources, environment)
            }
            #expect(error.reason == "there are no credentials (looked in: environment, file)")
        }
        #expect(service.asked == 0)
    }

    @Test("no way of writing credentials down shows them")
    func hidden() {
        let credentials = S3Credentials(accessKey: "AKIAENV", secretKey: "hunter2", sessionToken: "token")
        var dumped = ""
        dump([credentials], to: &dumped)
        for text in ["\(credentials)", String(reflecting: credentials), "\([credentials])", dumped] {
            #expect(!text.contains("hunter2") && !text.contains("AKIA") && !text.contains("token"))
        }
    }

    @Test("nor does any way of writing down what keeps them")
    func hiddenInKeeper() async throws {
        try await HTTPClient.withHTTPClient { http in
            let metadata = InstanceMetadata(http: http, environment: variables)
            let keeper = CredentialKeeper(sources: [.environment], environment: variables, metadata: metadata)
            let found = try await keeper.credentials()
            #expect(found.secretKey == "hunter2")
            for child in Mirror(reflecting: keeper).children where child.label != "metadata" {
                var dumped = ""
                dump(child.value, to: &dumped)
                #expect(!dumped.contains("hunter2") && !dumped.contains("AKIA"), "\(child.label ?? "")")
            }
        }
    }
}

/// A metadata service on the loopback, which gives out new credentials with every look.
private final class Metadata: Sendable {
    let isAway = Mutex(false)
    private let looks = Mutex(0)

    var asked: Int { looks.withLock { $0 } }

    func listen(_ body: (String) async throws -> Void) async throws {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Answering(metadata: self))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        do {
            try await body("http://127.0.0.1:\(channel.localAddress?.port ?? 0)")
        } catch {
            try await channel.close()
            throw error
        }
        try await channel.close()
    }

    func answer(_ head: HTTPRequestHead) -> String? {
        guard !isAway.withLock({ $0 }) else { return nil }
        if head.method == .PUT, head.uri == "/latest/api/token" {
            return head.headers.first(name: "x-aws-ec2-metadata-token-ttl-seconds") == nil ? nil : "proof"
        }
        guard head.headers.first(name: "x-aws-ec2-metadata-token") == "proof" else { return nil }
        switch head.uri {
        case "/latest/meta-data/iam/security-credentials/": return "galley-role"
        case "/latest/meta-data/iam/security-credentials/galley-role":
            let number = looks.withLock {
                $0 += 1
                return $0
            }
            let end = Date(timeIntervalSinceNow: 3600).formatted(.iso8601)
            return """
                {"Code": "Success", "AccessKeyId": "ASIA\(number)", "SecretAccessKey": "hunter2", "Token": "session",
                 "Expiration": "\(end)"}
                """
        default: return nil
        }
    }
}

private final class Answering: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let metadata: Metadata
    private var head: HTTPRequestHead?

    init(metadata: Metadata) {
        self.metadata = metadata
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body: break
        case .end:
            guard let head else { return }
            let body = metadata.answer(head)
            let answer = HTTPResponseHead(
                version: .http1_1, status: body == nil ? .notFound : .ok,
                headers: ["content-length": "\(body?.utf8.count ?? 0)"])
            context.write(wrapOutboundOut(.head(answer)), promise: nil)
            if let body { context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: body)))), promise: nil) }
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
    }
}
