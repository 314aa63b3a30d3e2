import Records

/// What is told of each column once a file was read.
extension InputPlan {
  /// For the inputs that smell of a secret and do not only describe one.
  func watch(_ inputs: [String]) -> SecretWatch {
    let fields = fields(of: inputs)
    let columns = inputs.indices.compactMap { place -> SecretWatch.Column? in
      let header = inputs[place]
      guard mapping.isSecret(header), !SecretName.describes(header) else { return nil }
      var column = SecretWatch.Column(input: place, tellsTime: SecretName.tellsTime(header))
      if let field = fields[place].flatMap({ name in shape.fields.first { $0.name == name } }) {
        if case .word(let vocabulary) = field.type {
          column.words = Set(vocabulary.spellings.values.joined().map { Array($0.utf8) })
        }
        let own = [mapping.words[field.name] ?? [:]] + (mapping.headerWords[field.name] ?? [:]).values
        column.words.formUnion(own.flatMap(\.keys).map { Array($0.utf8) })
        let roles = mapping.roleColumns.filter { mapping.isSame($0.header, header) }.flatMap(\.roles.keys)
        column.words.formUnion(roles.map { Array($0.utf8) })
        column.tellsTime = column.tellsTime || field.type == .day || field.type == .instant
      }
      return column
    }
    return SecretWatch(columns)
  }

  /// What every input gave, and what stands in those that smell of a secret.
  /// - Parameter isThere: whether the file has an input.
  func columns(_ inputs: [String], _ watch: SecretWatch, isThere: (Int) -> Bool) -> [ExportColumn] {
    var columns: [ExportColumn] = []
    for (place, (header, field)) in zip(shown(inputs), fields(of: inputs)).enumerated() where isThere(place) {
      var column = ExportColumn(header: header, field: field, smell: ExportColumn.smell(of: inputs[place]))
      if let watched = watch.columns.first(where: { $0.input == place }) {
        (column.content, column.line) = (watched.content, watched.line)
      }
      columns.append(column)
    }
    return columns
  }
}
