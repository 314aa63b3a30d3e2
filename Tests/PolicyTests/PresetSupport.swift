import Exports
import Foundation
import Records
import Schema
import Testing

@testable import Policy

let presetTexts = Schema.presets.map {
  PresetText(name: String($0.name.dropLast(".yml".count)), bytes: $0.bytes)
}

func preset(_ name: String) throws -> Preset {
  let text = try #require(presetTexts.first { $0.name == name })
  let reading = Preset.read(text)
  #expect(reading.diagnostics == [])
  return try #require(reading.preset)
}

func readWithPresets(_ text: String) -> PolicyReading {
  PolicyReader.read(
    text: text, file: "rollcall.yml", knownRules: rules, laterRules: [], presets: presetTexts,
    isKnownZone: { _ in true })
}

/// A file of `Tests/Fixtures/presets`, read by the road that a night takes.
struct PresetSample {
  var rows: [[String: String]] = []
  var summary: ExportSummary

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/presets")

  static func file(_ name: String) throws -> ExportFile {
    try ExportFile(path: folder.appending(path: name).path, name: name)
  }

  private final class NoDigest: DigestStream {
    func update(_ bytes: UnsafeRawBufferPointer) {}
    func finish() -> Digest { Digest(bytes: [UInt8](repeating: 0, count: 32)) }
  }

  static func read(_ name: String, _ mapping: SourceMapping) throws -> PresetSample {
    var rows: [[String: String]] = []
    let summary = try ExportReader(mapping: mapping, hashKey: 1).read(try file(name), digest: NoDigest()) { batch in
      for row in 0..<batch.count {
        let fields = batch.shape.fields.enumerated().filter { !$1.isDerived }.compactMap { index, field in
          batch.text(row: row, field: index).map { (field.name, $0) }
        }
        rows.append(Dictionary(uniqueKeysWithValues: fields))
      }
    }
    return PresetSample(rows: rows, summary: summary)
  }
}
