import Records

@testable import Exports

/// Reads JSON with the scanner as the reader does: in blocks, with what a block left over put in front of the next.
struct JSONDriver {
  struct Outcome: Equatable {
    /// Each record's known fields.
    var rows: [[String: String]] = []
    var lines: [Int] = []
    var rejected: [RejectedRow] = []
    var seen: [String: Bool] = [:]
    var format = ""
    var page: PageFacts?
  }

  var columns: [String: [String]] = ["id": ["id"], "title": ["title"], "department": ["department"]]
  var ignoresCase = false
  var limits = ReadLimits()

  var mapping: SourceMapping {
    var mapping = SourceMapping(source: "s", shape: .users, columns: columns)
    mapping.ignoresCase = ignoresCase
    mapping.limits = limits
    return mapping
  }

  /// - Parameter cuts: where blocks end, in rising order; the file's end is always one.
  func read(_ bytes: [UInt8], cuts: [Int] = []) throws -> Outcome {
    let mapper = try RecordMapper(mapping: mapping, file: "f.json", hashKey: 1)
    var scanner = JSONScanner(mapping: mapping, file: "f.json")
    try mapper.begin(inputs: scanner.inputs, isHeader: false)
    var outcome = Outcome()
    try BlockFeed.feed(bytes, cuts: cuts, to: &scanner, mapper) { batch in
      outcome.lines += batch.lines.map { Int($0) }
      for row in 0..<batch.count {
        let fields = batch.shape.fields.enumerated().compactMap { index, field in
          field.isDerived ? nil : batch.text(row: row, field: index).map { (field.name, $0) }
        }
        outcome.rows.append(Dictionary(uniqueKeysWithValues: fields.filter { $0.0 != "account" }))
      }
    }
    outcome.rejected = mapper.rejected
    outcome.seen = Dictionary(uniqueKeysWithValues: zip(scanner.inputs, scanner.seen))
    outcome.format = scanner.format
    outcome.page = scanner.page
    return outcome
  }

  func read(_ text: String, cuts: [Int] = []) throws -> Outcome { try read(Array(text.utf8), cuts: cuts) }

  /// Why the text is refused; nil when it is not.
  func refusal(_ bytes: [UInt8], cuts: [Int] = []) throws -> ExportRefusal? {
    do {
      _ = try read(bytes, cuts: cuts)
      return nil
    } catch let refusal as ExportRefusal {
      return refusal
    }
  }

  func refusal(_ text: String) throws -> ExportRefusal? { try refusal(Array(text.utf8)) }
}
