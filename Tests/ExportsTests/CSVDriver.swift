import Records

@testable import Exports

/// Reads CSV with the scanner as the reader does: in blocks, with what a block left over put in front of the next.
struct CSVDriver {
  struct Outcome: Equatable {
    var inputs: [String] = []
    /// Each record's fields of the mapping.
    var rows: [[String?]] = []
    var lines: [Int] = []
    var rejected: [RejectedRow] = []
  }

  var mapping = SourceMapping.small
  var fields = ["user", "role", "scope"]

  /// - Parameter cuts: where blocks end, in rising order; the file's end is always one.
  func read(_ bytes: [UInt8], cuts: [Int] = []) throws -> Outcome {
    let mapper = try RecordMapper(mapping: mapping, file: "f.csv", hashKey: 1)
    var scanner = CSVScanner(mapping: mapping, file: "f.csv")
    let places = fields.compactMap(mapping.shape.index(of:))
    var outcome = Outcome()
    try BlockFeed.feed(bytes, cuts: cuts, to: &scanner, mapper) { batch in
      outcome.lines += batch.lines.map { Int($0) }
      for row in 0..<batch.count { outcome.rows.append(places.map { batch.text(row: row, field: $0) }) }
    }
    outcome.inputs = scanner.inputs
    outcome.rejected = mapper.rejected
    return outcome
  }

  /// Why the text is refused; nil when it is not.
  func refusal(_ bytes: [UInt8], cuts: [Int] = []) throws -> ExportRefusal? {
    do {
      _ = try read(bytes, cuts: cuts)
      return nil
    } catch let refusal as ExportRefusal {
      return refusal
    }
  }
}
