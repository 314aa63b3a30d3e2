// swift-tools-version: 6.2
// Target order is reading order is dependency order: export → records → database → findings → report → signature.
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),  // SE-0335
  .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
  .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
]

/// For the two rooms that touch every row: the checks for overlapping access to class properties cost a fifth of a night.
/// Debug builds, and so all tests, keep them (docs/decisions/0010-speed.md).
let fast: [SwiftSetting] =
  settings + [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))]

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

/// One room of the house: a folder of `Sources/` and the rooms before it that it may know.
func room(_ name: String, _ dependencies: [Target.Dependency] = [], _ settings: [SwiftSetting] = settings) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// The tests of one room, in `Tests/<room>Tests`.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name + "Tests", dependencies: dependencies, swiftSettings: settings)
}

/// Puts the text of schema/ into the program: the plugin runs the tool before the target is compiled.
let embedding: [Target] = [
  .plugin(name: "EmbedSchema", capability: .buildTool(), dependencies: ["EmbedText"]),
  .executableTarget(name: "EmbedText", path: "Plugins/EmbedText", swiftSettings: settings),
]

let package = Package(
  name: "rollcall",
  products: [.executable(name: "rollcall", targets: ["rollcall"])],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    room("Records"),
    .target(
      name: "Schema",
      path: "schema",
      exclude: [
        "run.schema.json", "tables", "rows", "views", "links", "lookup", "rules", "ledger", "past", "questions",
        "lists", "presets", "page", "example",
      ],
      swiftSettings: settings,
      plugins: ["EmbedSchema"]),
    room("Exports", ["Records"], fast),
    room("Policy", ["Records", "Exports", yams]),
    .target(name: "SQLiteSettings", dependencies: [sqlite]),
    .target(name: "ProcessSettings"),
    room("Storage", ["Records", "Schema", "SQLiteSettings", grdb, sqlite], fast),
    room("Rules", ["Records", "Schema", "Storage"]),
    room("Findings", ["Records", "Schema", "Storage"]),
    room("Reports", ["Records"]),
    room("Attestation", ["Records", crypto]),
    room(
      "Audit",
      [
        "Records", "Schema", "Exports", "Policy", "Storage", "Rules", "Findings", "Reports", "Attestation",
      ]),
    .executableTarget(
      name: "rollcall",
      dependencies: ["Records", "Rules", "Reports", "Audit", "ProcessSettings", arguments],
      swiftSettings: settings),

    tests("Records", ["Records"]),
    tests("Exports", ["Records", "Exports"]),
    tests("Policy", ["Records", "Schema", "Exports", "Policy"]),
    tests("Storage", ["Records", "Schema", "Exports", "Storage", grdb]),
    tests("Rules", ["Records", "Schema", "Storage", "Rules", grdb]),
    tests("Findings", ["Records", "Storage", "Findings", grdb]),
    tests("Reports", ["Records", "Reports"]),
    tests("Attestation", ["Records", "Attestation"]),
    tests(
      "Audit",
      ["Records", "Schema", "Exports", "Policy", "Storage", "Rules", "Findings", "Reports", "Attestation", "Audit"]),
    tests("EndToEnd", ["rollcall", "Records", "Exports", "Policy", "Audit"]),
    tests("Repository", []),
  ] + embedding
)

/// For scripts/fuzz only: one program in the place of the tests, from the same files.
let fuzz: Target = .executableTarget(
  name: "fuzz",
  dependencies: ["Records", "Exports", "Policy"],
  path: "Tests",
  sources: [
    "Fuzz", "ExportsTests/Fuzz", "PolicyTests/Fuzz", "ExportsTests/BlockFeed.swift", "ExportsTests/CSVDriver.swift",
    "ExportsTests/JSONDriver.swift", "ExportsTests/SmallMapping.swift",
  ],
  swiftSettings: settings)

/// For scripts/bench --scan only.
let scan: Target = .executableTarget(
  name: "scan", dependencies: ["Exports"], path: "Tests/Scan", exclude: ["csv_scan.c"],
  swiftSettings: settings)

if Context.environment["ROLLCALL_SCAN"] != nil {
  package.targets = package.targets.filter { $0.type != .test && $0.name != "rollcall" } + [scan]
  package.products = [.executable(name: "scan", targets: ["scan"])]
}

if Context.environment["ROLLCALL_FUZZ"] != nil {
  package.targets = package.targets.filter { $0.type != .test && $0.name != "rollcall" } + [fuzz]
  package.products = [.executable(name: "fuzz", targets: ["fuzz"])]
}
