import Records

@testable import Exports

/// What must hold for any bytes that are given to a reader of exports. Used by the fuzz targets (scripts/fuzz) and, with
/// fewer bytes, by the tests.
enum ExportFuzz {
  /// Sets of block ends: several of them, and the same ones for the same bytes.
  static func cuts(_ bytes: [UInt8]) -> [[Int]] {
    var state = bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    func place() -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % (bytes.count + 1)
    }
    return [[place()], [place(), place(), place()].sorted(), Array(stride(from: place() % 7, to: bytes.count, by: 5))]
  }

  /// What reading came to, be it a refusal; without the column of its place, for which a line's beginning must be seen.
  enum Reading<Outcome: Equatable>: Equatable {
    case read(Outcome)
    case refused(String, line: Int?, byte: Int?)

    init(_ body: () throws -> Outcome) rethrows {
      do {
        self = .read(try body())
      } catch let refusal as ExportRefusal {
        self = .refused(refusal.message, line: refusal.position.line, byte: refusal.position.byte)
      }
    }
  }
}

enum CSVFuzz {
  /// - Returns: what does not hold; nil when all does.
  static func complaint(_ bytes: [UInt8]) throws -> String? {
    guard String(validating: bytes, as: UTF8.self) != nil else { return UTF8Fuzz.complaint(bytes) }
    var driver = CSVDriver()
    driver.mapping.columns["granted"] = ["granted"]
    driver.fields.append("granted")
    let whole = try ExportFuzz.Reading { try driver.read(bytes) }
    for cuts in ExportFuzz.cuts(bytes) {
      let other = try ExportFuzz.Reading { try driver.read(bytes, cuts: cuts) }
      if other != whole { return "blocks that end at \(cuts) give \(other) and not \(whole)" }
    }
    guard case .read(let outcome) = whole, !outcome.rows.isEmpty else { return nil }
    // Written as everybody reads it, it is read as it was.
    let given = driver.fields.indices.filter { index in outcome.rows.contains { $0[index] != nil } }
    var text = given.map { driver.fields[$0] }.joined(separator: ",") + "\n"
    for row in outcome.rows {
      text += given.map { "\"" + quoteDoubled(row[$0] ?? "") + "\"" }.joined(separator: ",") + "\n"
    }
    let again = try driver.read(Array(text.utf8))
    let isSame =
      again.rejected.isEmpty
      && again.rows.elementsEqual(outcome.rows) { one, other in
        zip(one, other).allSatisfy { Array(($0 ?? "").utf8) == Array(($1 ?? "").utf8) }
      }
    return isSame ? nil : "written again it is read as \(again), and was \(outcome)"
  }

  private static func quoteDoubled(_ text: String) -> String {
    var doubled = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "\"" { doubled.append(scalar) }
      doubled.append(scalar)
    }
    return String(doubled)
  }
}

enum UTF8Fuzz {
  /// Bytes that Swift does not take for UTF-8 are none here either, and the place is where the first good part ends.
  static func complaint(_ bytes: [UInt8]) -> String? {
    let outcome = bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { UTF8Check.check($0, from: 0, to: bytes.count) } ?? .valid(upTo: 0)
    }
    switch outcome {
    case .valid(let upTo) where upTo == bytes.count: return "taken for UTF-8, which it is not"
    case .valid(let place), .invalid(let place):
      let isGood = String(validating: bytes[..<place], as: UTF8.self) != nil
      return isGood ? nil : "not UTF-8 before byte \(place)"
    }
  }
}
