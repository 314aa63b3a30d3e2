import Exports
import Foundation
import Records
import Testing

@testable import Policy

/// docs/presets.md is written from the preset files: `scripts/presets-page` writes it, and this compares.
struct PresetPageTests {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "docs/presets.md")

  @Test func `docs presets md says what the preset files say`() throws {
    let page = PresetPage.text(try presetTexts.map { try preset($0.name) })
    if ProcessInfo.processInfo.environment["ROLLCALL_WRITE_PAGES"] != nil {
      try Data(page.utf8).write(to: Self.file)
    }
    let isFresh = try String(decoding: Data(contentsOf: Self.file), as: UTF8.self) == page
    #expect(isFresh, "run scripts/presets-page")
  }
}

/// The page for people.
private enum PresetPage {
  static func text(_ presets: [Preset]) -> String {
    var lines = [
      "# Presets", "",
      "Written by `scripts/presets-page` from the files in `schema/presets`; a test compares. A source takes a preset with",
      "`preset: NAME`; what the policy says under `columns`, `values` and `roles` stands for what the preset says, or comes",
      "on top of it. Headers and keys are compared without regard to case. Of several headers for one field the first that is",
      "not empty in a row is taken. `rollcall check` says which preset fits a file best, and what of the file is not used.",
    ]
    lines += [
      "",
      "A new vendor is one file there; the keys are those of the files beside it. `unknown` among",
      "the words is for words that are known to tell nothing; other words are reported by name.",
    ]
    lines += ["", presets.map { "[\($0.name)](#\($0.name))" }.joined(separator: " · ")]
    for preset in presets { lines += section(preset) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func section(_ preset: Preset) -> [String] {
    var lines = ["", "## \(preset.name)", "", "\(preset.vendor)."]
    for note in preset.notes { lines += ["", note] }
    for source in preset.sources where !source.takesFieldNames { lines += self.source(source) }
    if !preset.roles.isEmpty {
      lines += ["", "### Roles of \(preset.name)", "", "| role | also written | privileges |", "|---|---|---|"]
      for role in preset.roles {
        let privileges = role.isInternal ? "internal: nobody should hold it" : words(role.privileges.map(\.rawValue))
        lines.append("| \(role.name) | \(words(role.aliases)) | \(privileges) |")
      }
    }
    return lines
  }

  private static func source(_ source: PresetSource) -> [String] {
    let shape = source.kind.shape
    var lines = ["", "### \(source.kind.rawValue)", ""]
    lines += source.exports.map { "- \($0)" }
    lines += ["", "How obtained: \(source.obtained ?? "").", "", "| field | headers or JSON paths |", "|---|---|"]
    for field in shape.fields {
      if let headers = source.columns[field.name] {
        lines.append("| \(field.name) | \(headers.map(code).joined(separator: ", ")) |")
      } else if field.name == "roles", !source.roleColumns.isEmpty {
        lines.append("| roles | words of \(source.roleColumns.map { code($0.header) }.joined(separator: ", ")) |")
      }
    }
    var rows: [String] = []
    for field in shape.fields {
      rows += vocabulary(source.words[field.name] ?? [:], field.name, "")
      for (header, words) in (source.headerWords[field.name] ?? [:]).sorted(by: { $0.key < $1.key }) {
        rows += vocabulary(words, field.name, code(header))
      }
      for blank in source.blanks[field.name] ?? [] { rows.append("| \(field.name) | | \(code(blank)) | nothing |") }
    }
    for column in source.roleColumns {
      for (word, role) in column.roles.sorted(by: { $0.key < $1.key }) {
        rows.append("| roles | \(code(column.header)) | \(code(word)) | \(role.isEmpty ? "no role" : role) |")
      }
    }
    if !source.never.isEmpty {
      rows.append("| last_login | | \(source.never.map(code).joined(separator: ", ")) | never |")
    }
    for (field, unit) in source.epochs.sorted(by: { $0.key < $1.key }) {
      rows.append("| \(field) | | a number | \(unit.rawValue) since 1970 |")
    }
    if !rows.isEmpty { lines += ["", "| field | only under | words | mean |", "|---|---|---|---|"] + rows }
    if let dates = source.dates { lines += ["", "Dates: \(dates.rawValue)."] }
    return lines
  }

  private static func vocabulary(_ words: [String: String], _ field: String, _ header: String) -> [String] {
    Set(words.values).sorted().map { word in
      let spellings = words.filter { $0.value == word }.keys.sorted().map { $0.isEmpty ? "(empty)" : code($0) }
      return "| \(field) | \(header) | \(spellings.joined(separator: ", ")) | \(word) |"
    }
  }

  private static func words(_ words: [String]) -> String { words.isEmpty ? "none" : words.joined(separator: ", ") }

  private static func code(_ text: String) -> String { "`\(text)`" }
}
