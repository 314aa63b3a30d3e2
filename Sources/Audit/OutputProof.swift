import Dispatch
import Exports
import Glibc
import Records
import Reports
import Synchronization

/// Counts again, in the files as they were written, what the database says they hold: a page, a table and a document that
/// disagree are a bug, and nothing is published.
struct OutputProof {
  private let expected: [(name: String, value: Int)]
  private let shown: Int
  private let found: [(file: String, what: String, value: Int)]

  /// Numbers that all outputs agree on.
  var counts: [(name: String, value: Int)] { expected }

  init(folder: String, model: ReportModel) throws {
    let counts = try OutputProof.sideBySide([
      { try Tally(folder + "/run.json", ["\n    {\"finding\":", "\n    {\"account\":", "\n    {\"source\":"]).counts },
      { try OutputProof.records(folder + "/findings.csv") },
      { try OutputProof.records(folder + "/review.csv") },
      { try Tally(folder + "/index.html", ["<tr class=\"f\"", "<tr class=\"a\"", "\n[\"f\","]).counts },
      { try OutputProof.records(folder + "/access.csv") },
      { try OutputProof.records(folder + "/rejected.csv") },
    ])
    let (json, findings, review, page, access, rejected) = (
      counts[0], counts[1][0], counts[2][0], counts[3], counts[4][0], counts[5][0]
    )
    found = [
      // Of a long list the page shows the first rows, and holds a line of each finding.
      ("index.html", "rows", page[0]),
      ("index.html", "findings", page[2]),
      // The page says how many of the rows it shows, and shows so many.
      ("index.html", "access", page[1] == min(access, ReportPage.mostAccessRows) ? access : page[1]),
      ("run.json", "findings", json[0]), ("run.json", "access", json[1]),
      ("run.json", "rejected", json[2]),
      ("findings.csv", "findings", findings),
      ("access.csv", "access", access),
      ("review.csv", "open", review),
      ("rejected.csv", "rejected", rejected),
    ]
    shown = ReportPage.shownRows(model.counts)
    expected = [
      ("findings", model.counts.all), ("open", model.counts.open), ("access", access),
      ("rejected", model.rejected.count),
    ]
  }

  /// A file of ours that cannot be read back is a fault of storage, and not of an export.
  private static func records(_ path: String) throws -> [Int] {
    do {
      return [try RecordCount.csv(path).records]
    } catch let refusal as ExportRefusal {
      throw AuditFailure(.storage, "\(path): it cannot be read back as it was written: \(refusal.message)")
    }
  }

  /// Does each piece of work, on as many cores as there are.
  /// - Throws: what the first of those that failed threw.
  private static func sideBySide(_ works: [@Sendable () throws -> [Int]]) throws -> [[Int]] {
    let results = Mutex<[Int: Result<[Int], any Error>]>([:])
    DispatchQueue.concurrentPerform(iterations: works.count) { index in
      let result = Result { try works[index]() }
      results.withLock { $0[index] = result }
    }
    return try results.withLock { results in try works.indices.map { try results[$0]?.get() ?? [] } }
  }

  func confirm() throws {
    for count in found {
      let value = count.what == "rows" ? shown : expected.first { $0.name == count.what }?.value ?? -1
      guard count.value == value else {
        let what = count.what == "rows" ? "findings" : count.what
        throw AuditFailure(
          .bug,
          "\(count.file) holds \(count.value) rows of \(what) where \(value) were expected; nothing is published")
      }
    }
  }
}

/// Counts pieces of text in a file, of which no more than a block is in memory.
private struct Tally {
  private(set) var counts: [Int]

  init(_ path: String, _ patterns: [StaticString]) throws {
    counts = patterns.map { _ in 0 }
    let longest = patterns.map(\.utf8CodeUnitCount).max() ?? 0
    // What may be the beginning of a piece stands in front of the next block.
    var rest: [UInt8] = []
    try Files.read(path) { block in
      let window = rest + block
      window.withUnsafeBytes { add($0, patterns, behind: rest.count) }
      rest = Array(window.suffix(longest - 1))
    }
  }

  /// - Parameter seen: pieces that end before this place were counted with the block before.
  private mutating func add(_ buffer: UnsafeRawBufferPointer, _ patterns: [StaticString], behind seen: Int) {
    guard let base = buffer.baseAddress else { return }
    let end = base + buffer.count
    for (index, pattern) in patterns.enumerated() {
      let length = pattern.utf8CodeUnitCount
      var place = base
      while let found = memchr(place, Int32(pattern.utf8Start[0]), end - place).map({ UnsafeRawPointer($0) }) {
        if end - found >= length, found - base + length > seen, memcmp(found, pattern.utf8Start, length) == 0 {
          counts[index] += 1
        }
        place = found + 1
      }
    }
  }
}
