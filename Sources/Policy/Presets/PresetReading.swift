import Exports
package import Records

extension Preset {
  /// Reads the file of a preset, as strictly as a policy: a key that nobody knows is an error.
  package static func read(_ text: PresetText) -> (preset: Preset?, diagnostics: [Diagnostic]) {
    let remarks = Remarks()
    let preset = read(text, remarks)
    return (remarks.hasErrors ? nil : preset, remarks.sortedDiagnostics)
  }

  static func read(_ text: PresetText, _ remarks: Remarks) -> Preset? {
    let file = "preset \(text.name)"
    guard let root = Document.read(text.bytes, file: file, remarks: remarks) else {
      if !remarks.hasErrors { remarks.error("the preset is empty", at: Position(file: file, line: 1, column: 1)) }
      return nil
    }
    let section = Section(root, path: "", expecting: "a map", remarks: remarks)
    let vendor = section.required("vendor", .text)
    let notes = section.list("notes", .prose).map(\.value)
    let takesFieldNames = section.value("field_names", .yesNo) ?? false
    var sources: [PresetSource] = []
    if takesFieldNames {
      let obtained = section.value("obtained", .prose)
      sources = SourceKind.allCases.map { PresetSource(kind: $0, fieldNames: true, obtained: obtained) }
    } else {
      section.require("sources", hint: "a preset knows at least one export")
      for entry in section.section("sources", expecting: "a map of kinds")?.takeAll() ?? [] {
        guard let kind = SourceKind(rawValue: entry.key) else {
          remarks.error("unknown kind \(entry.key.quoted)", at: entry.keyPosition)
          continue
        }
        let source = Section(entry.value, path: "sources.\(kind.rawValue)", expecting: "a map", remarks: remarks)
        sources.append(PresetSource.read(source, kind.shape))
      }
    }
    let roles = RoleEntry.readAll(section)
    section.close()
    return vendor.map { Preset(name: text.name, vendor: $0, notes: notes, sources: sources, roles: roles) }
  }
}

extension PresetSource {
  init(kind: SourceKind, fieldNames: Bool, obtained: String?) {
    self.kind = kind
    takesFieldNames = fieldNames
    self.obtained = obtained
    exports = []
    (columns, words, headerWords, roleColumns, blanks, never, epochs) = ([:], [:], [:], [], [:], [], [:])
  }

  fileprivate static func read(_ section: Section, _ shape: RecordShape) -> PresetSource {
    var source = PresetSource(kind: shape.kind, fieldNames: false, obtained: section.value("obtained", .prose))
    source.exports = section.list("exports", .prose).map(\.value)
    source.dates = section.value("dates", .word(of: "order of dates"))
    source.never = section.list("never", .spelling).map { $0.value.asciiLowercased }
    source.readColumns(section, shape)
    if let map = section.section("values", expecting: "a map of fields and their words") {
      source.words = words(map, shape)
    }
    for entry in section.section("header_values", expecting: "a map of headers")?.takeAll() ?? [] {
      let map = Section(entry.value, path: "header_values.\(entry.key)", expecting: "a map", remarks: section.remarks)
      for (field, words) in words(map, shape, mayBeNothing: true) {
        source.headerWords[field, default: [:]][entry.key] = words
      }
    }
    source.readRoleWords(section, shape)
    section.close()
    return source
  }

  private mutating func readColumns(_ section: Section, _ shape: RecordShape) {
    section.require("columns")
    if let map = section.section("columns", expecting: "a map of fields and their headers") {
      for field in shape.fields where !field.isDerived {
        let headers = map.list(field.name, .text, orOne: true).map(\.value)
        if !headers.isEmpty { columns[field.name] = headers }
      }
      map.close()
    }
    if let map = section.section("blanks", expecting: "a map of fields and spellings") {
      for field in shape.fields where columns[field.name] != nil && !field.isRequired {
        let spellings = map.list(field.name, .spelling, orOne: true).map { $0.value.asciiLowercased }
        if !spellings.isEmpty { blanks[field.name] = spellings }
      }
      map.close()
    }
    if let map = section.section("epoch", expecting: "a map of fields and units") {
      for field in shape.fields where field.type == .day || field.type == .instant {
        epochs[field.name] = map.value(field.name, .word(of: "unit"))
      }
      map.close()
    }
  }

  /// Field → spelling in lower case → word; `unknown` for words of the vendor that tell nothing.
  /// - Parameter mayBeNothing: whether a word may leave the field to another column.
  private static func words(
    _ map: Section, _ shape: RecordShape, mayBeNothing: Bool = false
  ) -> [String: [String: String]] {
    var words: [String: [String: String]] = [:]
    for field in shape.fields {
      guard case .word(let vocabulary) = field.type,
        let spellings = map.section(field.name, expecting: "a map of words, each with a list of spellings")
      else { continue }
      for word in vocabulary.words + [Vocabulary.unknown] + (mayBeNothing ? [Vocabulary.nothing] : []) {
        for (spelling, position) in spellings.list(word, .spelling, orOne: true) {
          let earlier = words[field.name, default: [:]].updateValue(word, forKey: spelling.asciiLowercased)
          if earlier != nil { map.remarks.error("\(spelling.quoted) stands twice", at: position, hint: "remove one") }
        }
      }
      spellings.close()
    }
    map.close()
    return words
  }

  private mutating func readRoleWords(_ section: Section, _ shape: RecordShape) {
    guard let map = section.section("role_words", expecting: "a map of headers, each with words and their roles") else {
      return
    }
    if shape.index(of: "roles") == nil || columns["roles"] != nil {
      section.remarks.error(
        "'role_words' is for a kind with the field 'roles', which no column gives",
        at: section.position(of: "role_words"))
    }
    for entry in map.takeAll() {
      let words = Section(entry.value, path: "role_words.\(entry.key)", expecting: "a map", remarks: section.remarks)
      var roles: [String: String] = [:]
      for word in words.takeAll() {
        switch word.value.content {
        case .text(let role): roles[word.key.asciiLowercased] = role
        case .nothing: roles[word.key.asciiLowercased] = ""
        case .list, .map: section.remarks.error("expected a role or nothing", at: word.value.position)
        }
      }
      roleColumns.append(RoleColumn(header: entry.key, roles: roles))
    }
  }
}

extension Form<String> {
  /// One line of text as exports write it; empty stands for an empty cell.
  fileprivate static var spelling: Form {
    Form(expected: "text") { text in text.trimmed.isEmpty ? .value("") : Form.text.read(text.trimmed) }
  }
}
