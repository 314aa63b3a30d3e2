import Exports
import Records
import Reports

/// Counts again, in the files as they were written, what the database says they hold: a page, a table and a document that
/// disagree are a bug, and nothing is published.
struct OutputProof {
  private let expected: [(name: String, value: Int)]
  private let found: [(file: String, what: String, value: Int)]

  /// Numbers that all outputs agree on.
  var counts: [(name: String, value: Int)] { expected }

  init(folder: String, model: ReportModel) throws {
    let page = try Tally(folder + "/index.html", ["<tr class=\"f\"", "<tr class=\"a\""])
    let json = try Tally(folder + "/run.json", ["\n    {\"finding\":", "\n    {\"account\":", "\n    {\"source\":"])
    let access = try RecordCount.csv(folder + "/access.csv")
    found = [
      ("index.html", "findings", page.counts[0]),
      // The page says how many of the rows it shows, and shows so many.
      ("index.html", "access", page.counts[1] == min(access, ReportPage.mostAccessRows) ? access : page.counts[1]),
      ("run.json", "findings", json.counts[0]), ("run.json", "access", json.counts[1]),
      ("run.json", "rejected", json.counts[2]),
      ("findings.csv", "findings", try RecordCount.csv(folder + "/findings.csv")),
      ("access.csv", "access", access),
      ("rejected.csv", "rejected", try RecordCount.csv(folder + "/rejected.csv")),
    ]
    expected = [("findings", model.counts.all), ("access", access), ("rejected", model.rejected.count)]
  }

  func confirm() throws {
    for count in found {
      let value = expected.first { $0.name == count.what }?.value ?? -1
      guard count.value == value else {
        throw AuditFailure(
          .bug,
          "\(count.file) holds \(count.value) rows of \(count.what) where \(value) were expected; nothing is published")
      }
    }
  }
}

/// Counts pieces of text in a file.
private struct Tally {
  private(set) var counts: [Int]

  init(_ path: String, _ patterns: [StaticString]) throws {
    counts = patterns.map { _ in 0 }
    let bytes = try Files.read(path, limit: .max) ?? []
    bytes.withUnsafeBufferPointer { buffer in
      for (index, pattern) in patterns.enumerated() {
        let length = pattern.utf8CodeUnitCount
        let first = pattern.utf8Start[0]
        var i = 0
        while i + length <= buffer.count {
          if buffer[i] == first {
            var k = 1
            while k < length, buffer[i + k] == pattern.utf8Start[k] { k += 1 }
            if k == length {
              counts[index] += 1
              i += length
              continue
            }
          }
          i += 1
        }
      }
    }
  }
}
