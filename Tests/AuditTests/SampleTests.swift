import Audit
import Foundation
import Records
import Storage
import Testing

/// The report that the repository shows is the one that this program makes of the example (`scripts/sample`).
@Suite struct SampleTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "reports/sample").path

  private func sample(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: SampleTests.folder + "/" + name)), as: UTF8.self)
  }

  private func value(_ key: String, _ manifest: String) throws -> String {
    let object = try JSONSerialization.jsonObject(with: Data(manifest.utf8)) as? [String: Any]
    return try #require(object?[key] as? String)
  }

  @Test(
    "reports/sample is what a night makes of the example",
    .enabled(if: FileManager.default.fileExists(atPath: folder + "/manifest.json")))
  func fresh() throws {
    let company = try Company()
    _ = try Starter.write(into: company.file("new"))
    // The day of the exports is part of a report.
    let day = Date(timeIntervalSince1970: 1_795_226_400)
    for name in try company.names("new/exports") {
      try FileManager.default.setAttributes([.modificationDate: day], ofItemAtPath: company.file("new/exports/" + name))
    }
    let manifest = try sample("manifest.json")
    let options = Night.Options(
      asOf: Day(iso: Starter.asOf), now: Instant(seconds: 1_795_230_000),
      version: try value("program_version", manifest))
    _ = try Night(try Workspace(policyPath: company.file("new/rollcall.yml")), options).run()
    #expect(try FileManager.default.contentsOfDirectory(atPath: SampleTests.folder).sorted() == NightTests.files)
    // The version of SQLite is that of the host, and stands in the manifest alone.
    let version = try value("sqlite_version", manifest)
    for name in NightTests.files where name != "manifest.json" || version == AuditDatabase.libraryVersion {
      let ours = try company.text("new/reports/latest/" + name)
      let isFresh = try sample(name) == ours
      #expect(isFresh, "reports/sample/\(name) is not what this program writes; run scripts/sample")
    }
  }
}
