// swift-tools-version: 6.2
// The house, as a table: who may import whom. Imports point down only; `scripts/check` enforces it.

import PackageDescription

let strict = Context.environment["GALLEY_STRICT"] == "1"

let swift: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),  // SE-0335
        .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
    ] + (strict ? [.treatAllWarnings(as: .error)] : [])

let cWarnings: [CSetting] =
    [.enableWarning("all"), .enableWarning("extra"), .enableWarning("pedantic")]
    + (strict ? [.treatAllWarnings(as: .error)] : [])

extension Target.Dependency {
    static let argumentParser = product(name: "ArgumentParser", package: "swift-argument-parser")
    static let asyncHTTPClient = product(name: "AsyncHTTPClient", package: "async-http-client")
    static let crypto = product(name: "Crypto", package: "swift-crypto")
    static let hummingbird = product(name: "Hummingbird", package: "hummingbird")
    static let hummingbirdTesting = product(name: "HummingbirdTesting", package: "hummingbird")
    static let httpTypes = product(name: "HTTPTypes", package: "swift-http-types")
    static let lifecycle = product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
    static let logging = product(name: "Logging", package: "swift-log")
    static let nioCore = product(name: "NIOCore", package: "swift-nio")
    static let nioEmbedded = product(name: "NIOEmbedded", package: "swift-nio")
    static let nioHTTP1 = product(name: "NIOHTTP1", package: "swift-nio")
    static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
    static let nioSSL = product(name: "NIOSSL", package: "swift-nio-ssl")
    static let subprocess = product(name: "Subprocess", package: "swift-subprocess")
    static let systemPackage = product(name: "SystemPackage", package: "swift-system")
    static let unixSignals = product(name: "UnixSignals", package: "swift-service-lifecycle")
    static let yams = product(name: "Yams", package: "Yams")
}

/// What several test targets share; it lies beside them.
func testing(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "Tests/\(name)", exclude: exclude, swiftSettings: swift)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: swift)
}

let package = Package(
    name: "galley",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Jobs", targets: ["Jobs"]),
        .library(name: "JobsRedis", targets: ["JobsRedis", "Redis"]),
        .library(name: "JobsWorker", targets: ["JobsWorker"]),
        .executable(name: "galley-api", targets: ["galley-api"]),
        .executable(name: "galley-worker", targets: ["galley-worker"]),
        .executable(name: "galley", targets: ["galley"]),
        .executable(name: "galley-launch", targets: ["galley-launch"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: ["FullFoundation"]),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    ],
    targets: [
        // Executables: a @main of a few lines each.
        .executableTarget(name: "galley-api", dependencies: ["Assembly", .argumentParser], swiftSettings: swift),
        .executableTarget(name: "galley-worker", dependencies: ["Assembly", .argumentParser], swiftSettings: swift),
        .executableTarget(
            name: "galley", dependencies: ["Assembly", "Commands", .argumentParser], swiftSettings: swift),

        // The benchmarks, of the queue alone and of documents, so that the queue's is as small as a user's program; no
        // products.
        .executableTarget(
            name: "galley-bench",
            dependencies: [
                "Benchmarking", "Jobs", "JobsRedis", "JobsWorker", "Redis", .argumentParser, .logging, .systemPackage,
            ], swiftSettings: swift),
        .executableTarget(
            name: "document-bench",
            dependencies: [
                "Benchmarking", "Documents", "Extraction", "Jobs", "JobsRedis", "JobsWorker", "Sandbox",
                .argumentParser,
            ], swiftSettings: swift),
        .target(
            name: "Benchmarking",
            dependencies: ["JobsRedis", "Redis", .argumentParser, .logging, .nioCore, .nioPosix],
            swiftSettings: swift),

        // Composition: settings become live services. The only target that names every implementation.
        .target(
            name: "Assembly",
            dependencies: [
                "Commands", "DocumentAPI", "Documents", "DocumentsRedis", "Extraction", "Jobs", "JobsRedis",
                "JobsWorker", "ObjectStore", "Outbound", "Redis", "Rendering", "Sandbox",
                .argumentParser, .hummingbird, .lifecycle, .logging, .nioCore, .nioPosix, .subprocess, .systemPackage,
                .unixSignals,
            ], swiftSettings: swift),

        // Edges: HTTP, runtime, command line. They never import each other.
        .target(
            name: "DocumentAPI",
            dependencies: [
                "Documents", "Jobs", "ObjectStore", "Rendering", .httpTypes, .hummingbird, .lifecycle, .logging,
                .nioCore, .yams,
            ], resources: [.embedInCode("openapi.yaml")], swiftSettings: swift),
        .target(
            name: "Commands", dependencies: ["Documents", "Extraction", "Jobs", .argumentParser], swiftSettings: swift),

        // Domain: a document and its stages; readers; writers.
        .target(
            name: "Documents",
            dependencies: [
                "CPCRE2", "Extraction", "Jobs", "ObjectStore", "Rendering", .crypto, .logging, .yams,
            ], resources: [.embedInCode("Templates")], swiftSettings: swift),
        .target(
            name: "Extraction", dependencies: ["CArchive", "CCMark", "CLibXML2", "Sandbox", .crypto, .logging],
            swiftSettings: swift),
        .target(
            name: "Rendering", dependencies: ["CArchive", "CLibXML2", "Sandbox", .crypto, .logging],
            swiftSettings: swift),

        // The worker runtime of the queue: handlers are registered, so it knows neither Redis nor documents.
        .target(
            name: "JobsWorker",
            dependencies: [
                "Jobs", .lifecycle, .logging, .nioCore, .nioHTTP1, .nioPosix, .subprocess, .systemPackage,
            ], swiftSettings: swift),

        // Adapters: the promises kept on Redis and over HTTP.
        .target(
            name: "JobsRedis", dependencies: ["Jobs", "Redis", .logging, .nioCore],
            resources: [.embedInCode("Scripts")], swiftSettings: swift),
        .target(
            name: "DocumentsRedis", dependencies: ["Documents", "Jobs", "Redis", .logging],
            resources: [.embedInCode("Scripts")], swiftSettings: swift),
        .target(
            name: "Outbound",
            dependencies: [
                "CLibXML2", "Documents", "Jobs", "ObjectStore", .asyncHTTPClient, .crypto, .nioCore, .nioHTTP1,
                .nioPosix,
            ],
            swiftSettings: swift),

        // Contracts: nouns, verbs, policies.
        .target(name: "Jobs", dependencies: [.logging], swiftSettings: swift),
        .target(name: "ObjectStore", dependencies: [.crypto, .nioCore, .nioPosix], swiftSettings: swift),

        // Outside programs under limits.
        .target(name: "Sandbox", dependencies: [.logging, .subprocess, .systemPackage], swiftSettings: swift),
        .executableTarget(name: "galley-launch", path: "Sources/galley-launch", cSettings: cWarnings),

        // Redis: NIO carries, hiredis speaks.
        .target(
            name: "Redis", dependencies: ["CHiredis", .crypto, .logging, .nioCore, .nioPosix, .nioSSL],
            swiftSettings: swift),

        // System libraries.
        .target(name: "CHiredis", linkerSettings: [.linkedLibrary("hiredis")]),
        .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
        .systemLibrary(name: "CCMark", pkgConfig: "libcmark-gfm", providers: [.apt(["libcmark-gfm-dev"])]),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),

        // What tests share.
        .executableTarget(
            name: "queue-example",
            dependencies: ["Jobs", "JobsRedis", "JobsWorker", "Redis", .lifecycle, .logging, .unixSignals],
            path: "Tests/QueueExample", swiftSettings: swift),
        .executableTarget(
            name: "parking-worker", dependencies: ["Assembly", "Jobs", "JobsWorker"], path: "Tests/ParkingWorker",
            swiftSettings: swift),
        .executableTarget(
            name: "chaos", dependencies: ["ChaosTesting", .argumentParser], path: "Tests/Chaos", swiftSettings: swift),
        .executableTarget(
            name: "chaos-worker",
            dependencies: [
                "ChaosTesting", "Jobs", "JobsRedis", "JobsWorker", "Redis", .lifecycle, .logging, .unixSignals,
            ], path: "Tests/ChaosWorker", swiftSettings: swift),
        .executableTarget(
            name: "supervised-worker",
            dependencies: ["Jobs", "JobsRedis", "JobsWorker", "Redis", .logging, .unixSignals],
            path: "Tests/SupervisedWorker", swiftSettings: swift),
        testing("BrokerTesting", ["Jobs"]),
        testing(
            "ChaosTesting",
            ["BrokerTesting", "Jobs", "JobsRedis", "Redis", "RedisTesting", "Sandbox", "SeededTesting", .logging]),
        testing("JobsTesting", ["Jobs", "SeededTesting"]),
        testing("ObjectStoreTesting", ["ObjectStore", .nioCore]),
        testing("RedisTesting", ["Redis", .logging, .nioCore, .nioPosix]),
        testing("S3Testing", [.nioCore, .nioPosix], exclude: ["requirements.txt", "server.py"]),
        testing("SeededTesting", []),

        // Tests.
        tests(
            "ChaosTests",
            [
                "BrokerTesting", "ChaosTesting", "Jobs", "JobsWorker", "SeededTesting", "chaos-worker", .logging,
                .nioCore, .nioEmbedded,
            ]),
        tests(
            "DocumentAPITests",
            [
                "DocumentAPI", "Documents", "Jobs", "ObjectStore", "Rendering", .httpTypes, .hummingbird,
                .hummingbirdTesting, .lifecycle, .logging, .nioCore,
            ]),
        tests("DocumentsRedisTests", ["Documents", "DocumentsRedis", "Jobs", "Redis", "RedisTesting", .logging]),
        tests(
            "DocumentsTests",
            [
                "Documents", "Extraction", "Jobs", "ObjectStore", "Rendering", "Sandbox", "galley", "galley-launch",
                .crypto, .logging, .nioCore, .yams,
            ], exclude: ["Labels", "pilot-csr.md", "second-protocol.md"]),
        tests(
            "EndToEndTests",
            [
                "Documents", "DocumentsRedis", "Jobs", "JobsRedis", "JobsWorker", "ObjectStore", "Outbound", "Redis",
                "RedisTesting", "S3Testing", "Sandbox", "galley", "galley-api", "galley-launch", "galley-worker",
                "parking-worker", "supervised-worker",
                .asyncHTTPClient, .logging, .nioCore, .nioHTTP1,
            ], exclude: ["Hosts/network.py"]),
        tests(
            "ExtractionTests", ["CArchive", "Extraction", "Sandbox", "galley", "galley-launch", .crypto],
            exclude: ["Golden", "Hostile"]),
        tests("JobsTests", ["Jobs", "JobsTesting"]),
        tests("JobsRedisTests", ["Jobs", "JobsRedis", "JobsTesting", "JobsWorker", "Redis", "RedisTesting", .logging]),
        tests(
            "JobsWorkerTests",
            [
                "BrokerTesting", "Jobs", "JobsTesting", "JobsWorker", .lifecycle, .logging, .nioCore, .nioHTTP1,
                .nioPosix,
            ]),
        tests("ObjectStoreTests", ["ObjectStore", "ObjectStoreTesting", .nioCore]),
        tests(
            "CommandsTests",
            [
                "Assembly", "Commands", "Documents", "Extraction", "Jobs", "JobsWorker", "Outbound", "Redis",
                .argumentParser, .logging,
            ]),
        tests(
            "OutboundTests",
            [
                "Documents", "Extraction", "ObjectStore", "ObjectStoreTesting", "Outbound", "S3Testing",
                .asyncHTTPClient, .nioCore,
                .nioHTTP1, .nioPosix,
            ]),
        tests("RedisTests", ["Redis", "RedisTesting", .logging, .nioCore, .nioPosix]),
        tests("RenderingTests", ["CArchive", "Rendering", "Sandbox", "galley-launch", .crypto]),
        tests("SandboxTests", ["Sandbox", "galley-launch", .subprocess, .systemPackage]),
    ],
    swiftLanguageModes: [.v6]
)

// libFuzzer brings `main`, and only `scripts/fuzz` builds with it. What it is to find its way through is instrumented; all
// else is built as ever, and so can be shared with other builds.
if Context.environment["GALLEY_FUZZ"] == "1" {
    let instrumented = [SwiftSetting.unsafeFlags(["-sanitize=fuzzer", "-parse-as-library"])]
    for target in package.targets where ["Documents", "Extraction"].contains(target.name) {
        target.swiftSettings = swift + instrumented
    }
    package.targets.append(
        .executableTarget(
            name: "fuzz", dependencies: ["Documents", "Extraction"], path: "Tests/Fuzz", exclude: ["seeds.py"],
            swiftSettings: swift + instrumented,
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]))
}
