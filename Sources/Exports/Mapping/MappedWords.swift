import Records

/// The readers of a mapping's words: for each field one for all headers, and one for each header under which words mean
/// something else; and one for each column whose words stand for a role.
struct MappedWords {
  private struct FieldWords {
    var readers: [WordReader] = []
    /// Of the readers behind the first.
    var headers: [String] = []
  }

  private let mapping: SourceMapping
  private let fields: [FieldWords]
  private let roles: [WordReader]

  /// - Parameter cell: where a word stands in the bytes that every batch begins with.
  init(_ mapping: SourceMapping, cell: (String) -> Cell) {
    self.mapping = mapping
    fields = mapping.shape.fields.map { field in
      guard case .word(let vocabulary) = field.type else { return FieldWords() }
      let common = mapping.words[field.name] ?? [:]
      let own = (mapping.headerWords[field.name] ?? [:]).sorted { $0.key < $1.key }
      let spellings = [common] + own.map { $0.value.merging(common) { own, _ in own } }
      return FieldWords(
        readers: spellings.map {
          WordReader(
            vocabulary: vocabulary, spellings: $0, mayBeSecret: mapping.isSecret(field.name), cell: cell)
        }, headers: own.map(\.key))
    }
    roles = mapping.roleColumns.map { WordReader(roles: $0.roles, cell: cell) }
  }

  /// The readers of all inputs that hold words, in the order of the steps; each step is told where its own begin.
  /// - Parameter secrets: fields read from a column that smells of a secret.
  func readers(
    _ steps: inout [InputPlan.Step], _ others: [Int], _ inputs: [String], secrets: [Int]
  ) -> [WordReader] {
    var readers: [WordReader] = []
    for index in steps.indices {
      steps[index].readers = readers.count
      guard steps[index].input >= 0 else { continue }
      for input in [steps[index].input] + others[steps[index].others] {
        guard let reader = reader(steps[index].kind, index, inputs[input]) else { continue }
        if secrets.contains(index) { reader.mayBeSecret = true }
        readers.append(reader)
      }
    }
    return readers
  }

  private func reader(_ kind: InputPlan.Step.Kind, _ index: Int, _ input: String) -> WordReader? {
    switch kind {
    case .word:
      let place = fields[index].headers.firstIndex { mapping.isSame($0, input) }
      return place.map { fields[index].readers[$0 + 1] } ?? fields[index].readers.first
    case .roleWords:
      return mapping.roleColumns.firstIndex { mapping.isSame($0.header, input) }.map { roles[$0] }
    default: return nil
    }
  }

  /// Spellings that no vocabulary has, in the order of fields and then of the words.
  /// - Parameter given: fields that the file gives; of another nothing is known, which is no unknown word.
  func unknown(_ given: Set<String>) -> [(field: String, word: String, count: Int, line: Int)] {
    zip(mapping.shape.fields, fields).filter { given.contains($0.0.name) }.flatMap { field, words in
      var unknown: [String: WordReader.Unknown] = [:]
      for (word, found) in (words.readers + (field.name == "roles" ? roles : [])).flatMap(\.unknown) {
        let earlier = unknown[word]
        unknown[word] = WordReader.Unknown(
          count: found.count + (earlier?.count ?? 0), line: min(found.line, earlier?.line ?? found.line))
      }
      return unknown.sorted { $0.key < $1.key }.map { (field.name, $0.key, $0.value.count, $0.value.line) }
    }
  }
}

extension SourceMapping {
  /// Whether two headers or paths are one to this mapping.
  func isSame(_ a: String, _ b: String) -> Bool {
    ignoresCase ? ByteText.lowercased(a).utf8.elementsEqual(ByteText.lowercased(b).utf8) : a.utf8.elementsEqual(b.utf8)
  }
}
