import Attestation
import Foundation
import Records
import Testing

@Suite struct ManifestTests {
  static func manifest(_ text: String = "Example Ltd", previous: String? = nil, isEmpty: Bool = false) throws
    -> Manifest
  {
    let digest = Digest(bytes: (0..<32).map { UInt8($0) })
    return Manifest(
      run: 7, asOf: try #require(Day(iso: "2026-11-21")), organization: text, isComplete: true,
      files: isEmpty
        ? []
        : [
          .init(name: "access.csv", bytes: 12, digest: digest), .init(name: "index.html", bytes: 0, digest: digest),
        ],
      inputs: isEmpty ? [] : [.init(source: text, path: text, bytes: 99, sha256: digest.hex)], policySHA256: "p",
      rulesSHA256: "r", presets: isEmpty ? [] : [("8x8", digest.hex)], seal: "s",
      link: Chain.link(after: nil, kind: .run, run: 7, content: digest), programVersion: "1.0", sqliteVersion: "3.40.1",
      counts: isEmpty ? [] : [("findings", 3), ("access", 0)], previous: previous)
  }

  private func object(_ manifest: Manifest) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(manifest.json)) as? [String: Any])
  }

  @Test("the bytes are what they are, keys in their order")
  func bytes() throws {
    let digest = Digest(bytes: (0..<32).map { UInt8($0) })
    let hex = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
    #expect(
      String(decoding: try ManifestTests.manifest(previous: "ff").json, as: UTF8.self) == """
        {
          "schema": "rollcall-manifest/1",
          "run": 7,
          "as_of": "2026-11-21",
          "organization": "Example Ltd",
          "complete": true,
          "files": [
            {"name": "access.csv", "bytes": 12, "sha256": "\(hex)"},
            {"name": "index.html", "bytes": 0, "sha256": "\(hex)"}
          ],
          "inputs": [
            {"source": "Example Ltd", "path": "Example Ltd", "bytes": 99, "sha256": "\(hex)"}
          ],
          "overrides": [],
          "policy_sha256": "p",
          "rules_sha256": "r",
          "presets": [
            {"name": "8x8", "sha256": "\(hex)"}
          ],
          "seal": "s",
          "chain_link": 1,
          "chain_head": "\(Chain.link(after: nil, kind: .run, run: 7, content: digest).head)",
          "previous_chain_head": "\(Chain.origin)",
          "program_version": "1.0",
          "sqlite_version": "3.40.1",
          "counts": {
            "findings": 3,
            "access": 0
          },
          "previous_manifest_sha256": "ff"
        }

        """)
  }

  static let hostile = [
    "", "\"", "\\", "\\\"", "a\nb\r\t", "\u{0}\u{1}\u{1F}\u{7F}", "\u{2028}\u{2029}", "é e\u{301} 漢 😀",
    "\u{202E}abc", "</script>", "\",\"run\":8,\"x\":\"", String(repeating: "x", count: 100_000),
  ]

  // By number, so that no control character of a name is printed with a test's name.
  @Test("hostile names make valid JSON that says them exactly", arguments: hostile.indices)
  func hostileText(number: Int) throws {
    let text = ManifestTests.hostile[number]
    let manifest = try ManifestTests.manifest(text)
    let object = try object(manifest)
    let organization = try #require(object["organization"] as? String)
    #expect(organization.unicodeScalars.elementsEqual(text.unicodeScalars))
    let inputs = try #require(object["inputs"] as? [[String: Any]])
    #expect((inputs[0]["path"] as? String)?.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
    #expect(object["run"] as? Int == 7)
    #expect(object.count == 19)
    #expect(manifest.json.filter { $0 == 0x0A }.count == 31, "no line break comes from a name")
    #expect(manifest.json.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x0A })
  }

  @Test("without files, inputs, counts and a run before it is valid too")
  func empty() throws {
    let object = try object(try ManifestTests.manifest(isEmpty: true))
    #expect((object["files"] as? [Any])?.isEmpty == true)
    #expect((object["inputs"] as? [Any])?.isEmpty == true)
    #expect((object["counts"] as? [String: Any])?.isEmpty == true)
    #expect(object["previous_manifest_sha256"] is NSNull)
  }

  @Test("equal manifests are equal bytes, and whatever differs is seen in them")
  func deterministic() throws {
    let first = try ManifestTests.manifest()
    #expect(try ManifestTests.manifest().json == first.json)
    var others: [Manifest] = []
    for change in [
      { $0.run = 8 }, { $0.organization = "Example" }, { $0.isComplete = false }, { $0.files.removeLast() },
      { $0.files.swapAt(0, 1) }, { $0.inputs = [] }, { $0.policySHA256 = "q" }, { $0.rulesSHA256 = "q" },
      { $0.presets = [] },
      { $0.seal = "q" }, { $0.link = nil },
      { $0.programVersion = "1.1" }, { $0.sqliteVersion = "3.41" }, { $0.counts[0].value = 4 }, { $0.previous = "00" },
    ] as [(inout Manifest) -> Void] {
      var other = first
      change(&other)
      others.append(other)
    }
    #expect(Set((others + [first]).map(\.json)).count == others.count + 1)
  }
}
