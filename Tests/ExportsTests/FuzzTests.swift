import Foundation
import Testing

@testable import Exports

/// The short form of scripts/fuzz: its corpus, in which every input stays that ever broke something, and a few thousand
/// mutations of it, the same ones in every run.
@Suite("Hostile bytes are read right or refused, the same wherever blocks end")
struct FuzzTests {
  @Test("as CSV")
  func csv() throws { try FuzzCorpus("csv").run(mutations: 100, CSVFuzz.complaint) }

  @Test("as JSON")
  func json() throws { try FuzzCorpus("json").run(mutations: 40, JSONFuzz.complaint) }
}

/// Inputs of one fuzz target, in `Tests/Fixtures/fuzz`.
struct FuzzCorpus {
  private let files: [(name: String, bytes: [UInt8])]

  init(_ target: String) throws {
    let folder = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fixtures/fuzz/\(target)")
    files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { name in
      (name, [UInt8](try Data(contentsOf: folder.appending(path: name))))
    }
  }

  /// - Parameter mutations: of each file.
  func run(mutations: Int, _ complaint: ([UInt8]) throws -> String?) throws {
    #expect(files.count > 5)
    var dice = Dice(seed: 5)
    for file in files {
      #expect(try complaint(file.bytes) == nil, "\(file.name)")
      for number in 0..<mutations where file.bytes.count < 2000 {
        var bytes = file.bytes
        for _ in 0...Int.random(in: 0...3, using: &dice) { mutate(&bytes, &dice) }
        #expect(try complaint(bytes) == nil, "\(file.name), mutation \(number): \(Data(bytes).base64EncodedString())")
      }
    }
  }

  /// Bytes that mean something to one of the readers.
  private static let pieces = [
    ",", ";", "\"", "\"\"", "\n", "\r\n", "\r", "\u{0}", "{", "}", "[", "]", ":", "\\", "\\u0041", "\\ud800", "null",
    "-1e5", " ", "é", "\u{FEFF}", "|", ".", "#", "- ", "&a", "*a", "!!x", "'", "%", "\t",
  ].map { Array($0.utf8) }

  private func mutate(_ bytes: inout [UInt8], _ dice: inout Dice) {
    let place = Int.random(in: 0...bytes.count, using: &dice)
    let end = Int.random(in: place...min(place + 12, bytes.count), using: &dice)
    switch Int.random(in: 0..<6, using: &dice) {
    case 0: bytes.removeSubrange(place..<end)
    case 1: bytes.removeSubrange(place...)
    case 2: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &dice))
    case 3 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &dice)
    default:
      let piece = FuzzCorpus.pieces[Int.random(in: 0..<FuzzCorpus.pieces.count, using: &dice)]
      bytes.replaceSubrange(place..<(Bool.random(using: &dice) ? place : end), with: piece)
    }
  }
}
