import Foundation
import Testing

/// Each room knows only the rooms that it needs, and one room each knows what is dangerous to know.
@Suite struct BorderTests {
  /// Room → modules of ours that it may import. Whoever changes a border changes it here, too, and says why.
  private static let allowed: [String: Set<String>] = [
    "Records": [],
    "Schema": [],
    "Exports": ["Records"],
    "Policy": ["Records", "Exports", "Yams"],
    "SQLiteSettings": ["GRDBSQLite"],
    "ProcessSettings": [],
    "Storage": ["Records", "Schema", "SQLiteSettings", "GRDB", "GRDBSQLite"],
    "Rules": ["Records", "Schema", "Storage"],
    "Findings": ["Records", "Schema", "Storage"],
    "Reports": ["Records"],
    "Attestation": ["Records", "Crypto"],
    "Audit": [
      "Records", "Schema", "Exports", "Policy", "Storage", "Rules", "Findings", "Reports", "Attestation",
    ],
    "rollcall": ["Records", "Rules", "Reports", "Audit", "ProcessSettings", "ArgumentParser"],
  ]

  /// Rooms that are pure: no file, no clock, no locale.
  private static let pure: Set<String> = ["Records", "Schema", "Reports"]
  private static let system: Set<String> = ["Foundation", "Dispatch", "Synchronization", "Glibc", "Musl"]

  /// Modules that one room alone may import.
  private static let owners = [
    "GRDB": "Storage", "GRDBSQLite": "Storage", "SQLiteSettings": "Storage", "ProcessSettings": "rollcall",
    "Yams": "Policy",
    "Crypto": "Attestation", "ArgumentParser": "rollcall",
  ]

  private struct Import {
    let file: String
    let line: Int
    let module: String
  }

  private static func imports(inFile file: String) throws -> [Import] {
    let form = /^\s*(?:@\w+\s+)*(?:\w+\s+)?import\s+(?:(?:struct|class|enum|func)\s+)?(\w+)/
    return try Repository.lines(file).enumerated().compactMap { index, line in
      line.firstMatch(of: form).map { Import(file: file, line: index + 1, module: String($0.1)) }
    }
  }

  private static func imports(ofRoom room: String) throws -> [Import] {
    let folder = room == "Schema" ? "schema" : "Sources/" + room
    return try Repository.files(folder, suffix: ".swift").flatMap { try imports(inFile: $0) }
  }

  @Test("the table of borders is what Package.swift declares")
  func manifest() throws {
    let manifest = Manifest(try Repository.text("Package.swift"))
    #expect(Set(manifest.rooms.map(\.name)) == Set(BorderTests.allowed.keys))
    for room in manifest.rooms { #expect(room.dependencies == BorderTests.allowed[room.name], "\(room.name)") }
  }

  @Test("targets stand in the order in which they know each other")
  func order() throws {
    let rooms = Manifest(try Repository.text("Package.swift")).rooms
    let places = Dictionary(uniqueKeysWithValues: rooms.enumerated().map { ($1.name, $0) })
    for (place, room) in rooms.enumerated() {
      for other in room.dependencies { #expect((places[other] ?? -1) < place, "\(room.name) before \(other)") }
    }
  }

  @Test("every folder of Sources is a room of the table")
  func folders() {
    #expect(Set(Repository.names(in: "Sources")).union(["Schema"]) == Set(BorderTests.allowed.keys))
  }

  @Test(
    "every folder of Tests is a test target, the fixtures, a program for fuzzing or timing, a security key, or the tests in a browser"
  )
  func testFolders() throws {
    let targets = Manifest(try Repository.text("Package.swift")).tests.map { $0.name + "Tests" }
    let others = ["Fixtures", "Fuzz", "Scan", "SecurityKey", "BrowserTests"]
    #expect(Set(Repository.names(in: "Tests")) == Set(targets).union(others))
  }

  @Test("a room imports only what its border allows", arguments: BorderTests.allowed.keys.sorted())
  func borders(_ room: String) throws {
    let system = BorderTests.pure.contains(room) ? [] : BorderTests.system
    let allowed = (BorderTests.allowed[room] ?? []).union(system)
    let imports = try BorderTests.imports(ofRoom: room)
    #expect(imports.isEmpty == ["Records", "Schema", "SQLiteSettings", "ProcessSettings"].contains(room))
    for found in imports {
      #expect(allowed.contains(found.module), "\(found.file):\(found.line) imports \(found.module)")
    }
  }

  @Test("what one room alone may know, no other imports")
  func owners() throws {
    for room in BorderTests.allowed.keys {
      for found in try BorderTests.imports(ofRoom: room) {
        guard let owner = BorderTests.owners[found.module] else { continue }
        #expect(owner == room, "\(found.file):\(found.line): only \(owner) imports \(found.module)")
      }
    }
  }
}
