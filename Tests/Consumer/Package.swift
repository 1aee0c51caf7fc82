// swift-tools-version: 6.2
import PackageDescription

let jobs: [Target.Dependency] = [
    .product(name: "Jobs", package: "galley"),
    .product(name: "JobsWorker", package: "galley"),
    .product(name: "Logging", package: "swift-log"),
]

let package = Package(
    name: "shop",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "galley", path: "../.."),
        .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .executableTarget(
            name: "shop",
            dependencies: jobs + [
                .product(name: "JobsRedis", package: "galley"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: [.treatAllWarnings(as: .error)]),
        .testTarget(name: "shopTests", dependencies: jobs + ["shop"], swiftSettings: [.treatAllWarnings(as: .error)]),
    ]
)
