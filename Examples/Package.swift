// swift-tools-version: 6.3
import PackageDescription

let package = Package(
    name: "examples",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "carnelian", path: ".."),
        .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.8.0"),
    ],
    targets: [
        .executableTarget(
            name: "hello-cron",
            dependencies: [
                .product(name: "Carnelian", package: "carnelian"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .executableTarget(
            name: "office-hours",
            dependencies: [
                .product(name: "Carnelian", package: "carnelian"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .executableTarget(
            name: "cluster-node",
            dependencies: [
                .product(name: "CarnelianPostgres", package: "carnelian"),
                .product(name: "Carnelian", package: "carnelian"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .testTarget(
            name: "reminder-tests",
            dependencies: [
                .product(name: "Carnelian", package: "carnelian"),
                .product(name: "CarnelianTesting", package: "carnelian"),
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)
