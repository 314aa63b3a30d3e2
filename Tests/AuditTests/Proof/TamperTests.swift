import Attestation
import Foundation
import Glibc
import Records
import Storage
import Testing

@testable import Audit

/// Bytes are flipped one by one, each in another bit: every one must be seen, named right, and nothing may crash.
@Suite struct TamperTests {
  /// `scripts/tamper` asks for every byte of the long files, too.
  private static let isWhole = ProcessInfo.processInfo.environment["ROLLCALL_TAMPER"] == "every"

  /// Flips bytes of a file where it stands, and puts each back.
  /// - Parameter step: 1 for every byte.
  /// - Returns: how many were flipped.
  @discardableResult
  private func flip(_ path: String, step: Int = 1, _ body: (Int) throws -> Void) throws -> Int {
    let bytes = Array(try Data(contentsOf: URL(filePath: path)))
    let descriptor = open(path, O_WRONLY)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    var count = 0
    for index in stride(from: 0, to: bytes.count, by: step) {
      var byte = bytes[index] ^ (1 << UInt8(count % 8))
      try #require(pwrite(descriptor, &byte, 1, index) == 1)
      try body(index)
      byte = bytes[index]
      try #require(pwrite(descriptor, &byte, 1, index) == 1)
      count += 1
    }
    return count
  }

  @Test("every byte of every row of the chain and of the seals counts", .timeLimit(.minutes(5)))
  func chain() throws {
    let company = try Company()
    try company.night()
    let workspace = try company.workspace()
    let places = [
      ("chain", "link", ["kind", "content", "previous", "head"]),
      ("seal", "run", ["seal", "record", "population", "present"]),
    ]
    try company.database().write { connection in
      for (table, key, columns) in places {
        for row in try connection.rows("select \(key) from \(table)", [:], { $0.integer(0) ?? 0 }) {
          for column in columns {
            try flipValue(connection, table, key, row, column) { _ in
              let faults = try Verification(workspace, connection).faults
              #expect(faults.first?.hasPrefix("link \(table == "seal" ? 1 : row) of the chain: ") == true, "\(faults)")
            }
          }
        }
      }
      #expect(try Verification(workspace, connection).faults == [])
      return ((), keep: false)
    }
  }

  /// Flips each byte of one value in a table.
  private func flipValue(
    _ connection: SQLConnection, _ table: String, _ key: String, _ row: Int, _ column: String, step: Int = 1,
    _ body: (Int) throws -> Void
  ) throws {
    let values = try connection.rows(
      "select \(column) from \(table) where \(key) = :row", ["row": .integer(row)]
    ) { $0.text(0) ?? "" }
    let value = Array(try #require(values.first).utf8)
    let update = "update \(table) set \(column) = :value where \(key) = :row"
    for index in stride(from: 0, to: value.count, by: step) {
      var flipped = value
      // One of the lower bits, so that it stays text.
      flipped[index] ^= UInt8(1) << UInt8(index % 5)
      try connection.execute(update, ["value": .text(String(decoding: flipped, as: UTF8.self)), "row": .integer(row)])
      try body(index)
    }
    try connection.execute(update, ["value": .text(String(decoding: value, as: UTF8.self)), "row": .integer(row)])
  }

  @Test("every byte of a manifest that was published counts")
  func manifest() throws {
    let company = try Company()
    try company.night()
    let runs = try company.database().read { try Verification.runs($0) }
    let workspace = try company.workspace()
    let path = company.file("reports/2026-11-21-0001/manifest.json")
    try flip(path) { _ in
      var proof = ReportProof(workspace)
      try proof.confirm(runs)
      #expect(proof.faults == ["\(path): it is not the one that was published"])
      // A night reads it, too, and must not fall over it.
      _ = try OutsideHead.all(in: company.file("reports"))
    }
  }

  @Test("every byte of every other published file counts", .timeLimit(.minutes(30)))
  func files() throws {
    let company = try Company()
    try company.night()
    let runs = try company.database().read { try Verification.runs($0) }
    let workspace = try company.workspace()
    for name in NightTests.files where name != "manifest.json" {
      let path = company.file("reports/2026-11-21-0001/" + name)
      let size = Files.size(path)
      var seen = 0
      // Each byte of what is short, and some hundreds of what is long.
      let flipped = try flip(path, step: TamperTests.isWhole ? 1 : max(1, size / 500)) { index in
        var proof = ReportProof(workspace)
        try proof.confirm(runs)
        let isSeen = proof.faults == ["\(path): it is not what was published"]
        #expect(isSeen, "byte \(index): \(proof.faults)")
        if isSeen { seen += 1 }
      }
      if TamperTests.isWhole { print("tamper: \(name): \(flipped) of \(size) bytes flipped, \(seen) seen") }
    }
  }

  @Test(
    "every byte of every signature beside a report counts, and of what was kept of it", .timeLimit(.minutes(5)),
    .enabled(if: SignedCompany.isPossible, "there is no ssh-keygen (openssh-client)"))
  func signatures() throws {
    let signed = try SignedCompany()
    try signed.sign("carol@a.example")
    try signed.sign("dave@a.example", acknowledged: [], reason: nil, refusal: "The roster is last month's.")
    let company = signed.company
    let workspace = try company.workspace()
    try company.database().write { connection in
      let runs = try Verification.runs(connection)
      for name in ["carol@a.example.sig", "dave@a.example.refusal", "dave@a.example.refusal.sshsig"] {
        let path = company.file("reports/2026-11-21-0001/" + name)
        try flip(path) { index in
          var proof = SignatureProof(workspace, connection)
          for run in runs { try proof.confirmFiles(run) }
          #expect(proof.faults == ["\(path): it is not what was signed"], "byte \(index)")
        }
        // The whole of verify says the same, once at each end and in the middle.
        try flip(path, step: Files.size(path) / 2) { index in
          let faults = try Verification(workspace, connection).faults
          #expect(faults == ["\(path): it is not what was signed"])
        }
      }
      for (column, step) in [
        ("verdict", 1), ("principal", 1), ("fingerprint", 1), ("manifest_sha256", 1), ("armor", 1),
      ] {
        for number in [1, 2] {
          try flipValue(connection, "signature", "signature", number, column, step: step) { index in
            let fault = try ProofRows(connection).rows(of: "signature", where: "signature", number).hex
            let kept = try ChainBook(connection).links().first { $0.kind == "signature" && $0.item == number }
            #expect(kept != nil && kept?.content != fault, "\(column), byte \(index)")
          }
        }
      }
      try connection.execute("update signature set armor = replace(armor, 'A', 'B') where signature = 1")
      let faults = try Verification(workspace, connection).faults
      #expect(faults.first == "link 3 of the chain: what was kept of signature 1 was changed")
      return ((), keep: false)
    }
  }
}
