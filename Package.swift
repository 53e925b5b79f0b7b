// swift-tools-version: 6.3
import PackageDescription

// One list of settings for every Swift target; what each upcoming feature does stands in the
// Swift evolution proposal of the same name.
var settings: [SwiftSetting] = [
    // SE-0335: an existential type is spelled with `any`.
    .enableUpcomingFeature("ExistentialAny"),
    // SE-0409: an import is an implementation detail unless it says `public`.
    .enableUpcomingFeature("InternalImportsByDefault"),
    // SE-0444: a member is visible only where its module is imported.
    .enableUpcomingFeature("MemberImportVisibility"),
    // SE-0461: a nonisolated async function runs on its caller's actor.
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    // SE-0470: a conformance of an isolated type is isolated with it.
    .enableUpcomingFeature("InferIsolatedConformances"),
    // SE-0458: every unsafe construct is marked where it is used.
    .strictMemorySafety(),
]

// CI sets this: a warning is an error. Not always on, as a newer compiler may warn of more.
if Context.environment["CARNELIAN_STRICT"] != nil {
    settings.append(.treatAllWarnings(as: .error))
}

let package = Package(
    name: "carnelian",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Carnelian", targets: ["Carnelian"]),
        .library(name: "CarnelianPostgres", targets: ["CarnelianPostgres"]),
        .library(name: "CarnelianTesting", targets: ["CarnelianTesting"]),
        .executable(name: "carnelian", targets: ["CarnelianTool"]),
    ],
    dependencies: [
        // API packages: no-ops until an application bootstraps them.
        .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.5.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.2.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.8.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.2.0"),
        // The tool alone.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.6.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
    ],
    targets: [
        // libpq, as the system has it.
        .systemLibrary(
            name: "CLibPQ",
            pkgConfig: "libpq",
            providers: [.apt(["libpq-dev"]), .brew(["libpq"])]
        ),
        // libpq under Swift concurrency; knows nothing of jobs.
        .target(
            name: "LibPQ",
            dependencies: [
                "CLibPQ",
                .product(name: "DequeModule", package: "swift-collections"),
            ]
        ),
        // "When?" and "whose?": pure values, no I/O, no clock, no tasks.
        .target(name: "CarnelianCore"),
        // The running scheduler, the store protocol and the in-memory store.
        .target(
            name: "Carnelian",
            dependencies: [
                "CarnelianCore",
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        // The store on PostgreSQL, in Quartz's tables.
        .target(
            name: "CarnelianPostgres",
            dependencies: [
                "Carnelian",
                "CarnelianCore",
                "LibPQ",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        // Virtual clock, in-process clusters, the conformance suite of `JobStore`.
        .target(
            name: "CarnelianTesting",
            dependencies: [
                "Carnelian",
                "CarnelianCore",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        // The command-line tool.
        .executableTarget(
            name: "CarnelianTool",
            dependencies: [
                "Carnelian",
                "CarnelianCore",
                "CarnelianPostgres",
                "LibPQ",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),
        // Carnelian's side of scripts/bench-cron, with a count of the allocations made.
        .target(name: "CAllocations", path: "Benchmarks/Cron/CAllocations"),
        .executableTarget(
            name: "CronSpeed", dependencies: ["CarnelianCore", "CAllocations"], path: "Benchmarks/Cron/CronSpeed"
        ),
        // Feeds readers of untrusted input with what nearly fits (scripts/fuzz).
        .executableTarget(
            name: "CarnelianFuzz", dependencies: ["CarnelianCore"], path: "Tests/Fuzz", exclude: ["README.md"]
        ),
        // The same random steps on two stores, side by side (scripts/model).
        .executableTarget(
            name: "CarnelianModel",
            dependencies: [
                "Carnelian", "CarnelianPostgres", "CarnelianTesting",
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Tests/Model"
        ),
        // A private PostgreSQL for the tests, a proxy that fails on request, waits with a deadline.
        .target(name: "TestSupport", dependencies: ["LibPQ"], path: "Tests/TestSupport"),
        .testTarget(name: "LibPQTests", dependencies: ["LibPQ", "TestSupport"]),
        .testTarget(name: "CarnelianCoreTests", dependencies: ["CarnelianCore"]),
        .testTarget(
            name: "CarnelianTests",
            dependencies: [
                "Carnelian", "CarnelianCore", "CarnelianTesting", "TestSupport",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .testTarget(
            name: "CarnelianPostgresTests",
            dependencies: [
                "Carnelian", "CarnelianCore", "CarnelianPostgres", "CarnelianTesting", "LibPQ", "TestSupport",
            ]
        ),
        .testTarget(
            name: "CarnelianToolTests",
            dependencies: [
                "CarnelianTool", "CarnelianCore", "LibPQ", "TestSupport",
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = (target.swiftSettings ?? []) + settings
}
