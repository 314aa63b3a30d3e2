package import Records

/// What was read from one source. `rows == loaded + rejected`; which of the loaded ones repeat others is found when
/// they are stored.
package struct ExportSummary: Sendable {
  /// csv, json, ndjson, or policy for accounts that the policy itself lists.
  package var format: String
  package var bytes: Int
  package var digest: Digest?
  /// Records delivered.
  package var delivered: Int
  package var rejectedCount: Int
  /// The first 100,000 of them.
  package var rejected: [RejectedRow]
  package var fields: [String]
  /// Which headers or paths each field is read from.
  package var taken: [(field: String, inputs: [String])] = []
  /// Headers (CSV) from which nothing was read.
  package var unused: [String]
  package var unknownWords: [(field: String, word: String, count: Int, line: Int)]
  /// All columns of a CSV file; of JSON the paths that were read, and the keys that must not be.
  package var columns: [ExportColumn] = []
  /// In the order of the fields.
  package var damages: [Damage] = []
  /// As the file was read, whatever the policy says; nil where files differ.
  package var encoding: TextEncoding?
  /// Nil where it is no CSV file, or files differ.
  package var delimiter: Delimiter?
  /// What a JSON object around the records says about them; nil for every other file.
  package var page: PageFacts?

  package var rows: Int { delivered + rejectedCount }

  /// Of two files of one source: what both give, and all that was found in either.
  package func joined(with other: ExportSummary) -> ExportSummary {
    var joined = self
    if format != other.format { joined.format = "mixed" }
    joined.bytes += other.bytes
    joined.digest = nil
    joined.delivered += other.delivered
    joined.rejectedCount += other.rejectedCount
    joined.rejected = Array((rejected + other.rejected).prefix(RecordMapper.mostKept))
    joined.fields = fields.filter(other.fields.contains)
    joined.unused += other.unused.filter { !unused.contains($0) }
    joined.columns = columns.joined(with: other.columns)
    for word in other.unknownWords {
      let place = joined.unknownWords.firstIndex { $0.field == word.field && $0.word == word.word }
      if let place { joined.unknownWords[place].count += word.count } else { joined.unknownWords.append(word) }
    }
    for damage in other.damages {
      let place = joined.damages.firstIndex { $0.field == damage.field && $0.kind == damage.kind }
      if let place { joined.damages[place].count += damage.count } else { joined.damages.append(damage) }
    }
    if encoding != other.encoding { joined.encoding = nil }
    if delimiter != other.delimiter { joined.delimiter = nil }
    return joined
  }
}

/// Reads one export once, in blocks: the same bytes are digested, checked to be UTF-8, scanned and mapped. It holds no
/// more than a block and what was set aside.
package struct ExportReader {
  private let mapping: SourceMapping
  private let hashKey: UInt64
  /// Is told the header line of a CSV file before it is known to fit.
  var tellHeader: (@Sendable ([String]) -> Void)?
  /// Bytes of a block; tests make it small.
  var blockSize = 1 << 20

  /// - Parameter hashKey: the key of the database for `RowHash`.
  package init(mapping: SourceMapping, hashKey: UInt64) {
    self.mapping = mapping
    self.hashKey = hashKey
  }

  /// - Parameters:
  ///   - digest: is given every byte of the file.
  ///   - progress: is told how many bytes and records were read, about once a block.
  ///   - deliver: is given each batch, in the order of the file.
  /// - Throws: `ExportRefusal` for a file that cannot be trusted, and whatever `deliver` throws.
  package func read(
    _ file: ExportFile, digest: any DigestStream, progress: (_ bytes: Int, _ records: Int) -> Void = { _, _ in },
    deliver: (RecordBatch) throws -> Void
  ) throws -> ExportSummary {
    try confirmSize(file.bytes, file.name)
    let opening = try FileOpening(file, encoding: mapping.encoding, source: mapping.source)
    let footer = try Footer(file, opening, mapping)
    let mapper = try RecordMapper(mapping: mapping, file: file.name, hashKey: hashKey)
    mapper.tellHeader = tellHeader
    var source = BlockSource(
      file: file, opening: opening, end: footer?.start ?? .max, digest: digest, size: blockSize)
    var scanner: (any RecordScanner)?
    while true {
      let isLast = try source.fill()
      if scanner == nil { scanner = try start(source, mapper, file: file.name) }
      if var active = scanner {
        // Escapes of JSON may hide what the check for UTF-8 would have seen.
        mapper.isSuspicious = source.isSuspicious || (active is JSONScanner && source.hasBackslash)
        do {
          try source.scan { block, from, to, offset in
            try active.scan(block, from: from, to: to, offset: offset, isLast: isLast, into: mapper)
          }
        } catch let refusal as ExportRefusal {
          throw source.placed(refusal)
        }
        scanner = active
      } else if source.held > mapping.limits.record {
        break
      }
      try confirmCount(mapper, file.name)
      let block = source.takeBlock()
      if mapper.batch.count > 0 { try deliver(mapper.take(read: block)) }
      progress(source.bytesRead, mapper.delivered)
      try confirmSize(source.bytesRead, file.name)
      if isLast { break }
    }
    guard var active = scanner else {
      let message = footer == nil ? "the file is empty" : "nothing is left in front of the footer"
      throw ExportRefusal(message, at: Position(file: file.name, line: 1, byte: 0), hint: "export it again")
    }
    do throws(ExportRefusal) {
      try active.finish(offset: source.offset, into: mapper)
    } catch {
      throw source.placed(error)
    }
    if let csv = active as? CSVScanner {
      try footer?.confirm(line: csv.line, columns: csv.inputs.count, delimiter: csv.delimiter)
    }
    try file.confirmUnchanged()
    // An empty list shows no key at all; that it is empty is for a guard to say.
    if let json = active as? JSONScanner, mapper.delivered + mapper.rejectedCount > 0 {
      try mapper.end(inputs: json.inputs, seen: json.seen)
    }
    return summary(mapper, active, source, digest: digest.finish())
  }

  private func confirmSize(_ bytes: Int, _ file: String) throws(ExportRefusal) {
    guard bytes > mapping.limits.file else { return }
    throw ExportRefusal(
      "it has more than the \(mapping.limits.file) bytes that are read of one file", at: Position(file: file),
      hint: "if it is what it should be, raise 'limits: {file: ...}' of source '\(mapping.source)'")
  }

  /// Once a block: a file is refused with the line of the first record that is too many.
  private func confirmCount(_ mapper: RecordMapper, _ file: String) throws(ExportRefusal) {
    guard mapper.rows > mapping.limits.records else { return }
    throw ExportRefusal(
      "more than the \(mapping.limits.records) records that are read of one file",
      at: Position(file: file, line: mapper.line(ofRow: mapping.limits.records)),
      hint: "if they are what they should be, raise 'limits: {records: ...}' of source '\(mapping.source)'")
  }

  /// Tells the format by the first byte that is not blank: no CSV header begins with a bracket. Where the policy says how
  /// the CSV is written, it is CSV.
  private func start(
    _ source: borrowing BlockSource, _ mapper: RecordMapper, file: String
  ) throws -> (any RecordScanner)? {
    guard let first = source.firstByte else { return nil }
    let isDeclaredCSV = mapping.delimiter != nil || mapping.skippedLines > 0 || mapping.footerLines > 0
    if !isDeclaredCSV, first == UInt8(ascii: "[") || first == UInt8(ascii: "{") {
      let scanner = JSONScanner(mapping: mapping, file: file)
      try mapper.begin(inputs: scanner.inputs, isHeader: false)
      return scanner
    }
    return CSVScanner(mapping: mapping, file: file)
  }

  private func summary(
    _ mapper: RecordMapper, _ scanner: any RecordScanner, _ source: borrowing BlockSource, digest: Digest
  ) -> ExportSummary {
    let json = scanner as? JSONScanner
    var page = json?.page
    page?.place { source.placed($0) }
    var summary = ExportSummary(
      format: json?.format ?? "csv", bytes: source.bytesRead, digest: digest, delivered: mapper.delivered,
      rejectedCount: mapper.rejectedCount, rejected: mapper.rejected, fields: mapper.givenFields,
      unused: json == nil ? mapper.unused(scanner.inputs) : [], unknownWords: mapper.unknownWords,
      damages: mapper.damages, encoding: source.opening.form.encoding, delimiter: (scanner as? CSVScanner)?.delimiter,
      page: page)
    summary.taken = mapper.taken(scanner.inputs)
    summary.columns =
      json.map { json in mapper.columns(json.inputs) { json.seen[$0] }.joined(with: json.hiddenColumns) }
      ?? mapper.columns(scanner.inputs)
    return summary
  }

  /// Reads records that are written out in the policy itself.
  /// - Parameter records: for each, its line and its fields with one value, or several for a list.
  package func read(
    records: [(line: Int, fields: [(name: String, values: [String])])], file: String,
    deliver: (RecordBatch) throws -> Void
  ) throws -> ExportSummary {
    let names = mapping.shape.fields.filter { !$0.isDerived }.map(\.name)
    let given = Set(records.flatMap { $0.fields.map(\.name) })
    var literal = mapping
    literal.columns = Dictionary(uniqueKeysWithValues: names.filter(given.contains).map { ($0, [$0]) })
    literal.demanded = []
    let mapper = try RecordMapper(mapping: literal, file: file, hashKey: hashKey)
    try mapper.begin(inputs: names, isHeader: true)
    var block: [UInt8] = []
    let rows = records.map { record in
      let values = Dictionary(record.fields.map { ($0.name, $0.values) }, uniquingKeysWith: { first, _ in first })
      let cells = names.map { name -> Cell in
        guard let value = values[name] else { return .absent }
        let isList = mapping.shape.fields.contains { $0.name == name && $0.type == .list }
        let bytes = isList ? ListReader.json(value.filter { !$0.isEmpty }) : Array((value.first ?? "").utf8)
        defer { block += bytes }
        return Cell(read: block.count, count: bytes.count)
      }
      return (record.line, cells)
    }
    block.withUnsafeMutableBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return }
      for (line, cells) in rows {
        cells.withUnsafeBufferPointer { mapper.record(line: line, cells: $0, block: base) }
      }
    }
    if mapper.batch.count > 0 { try deliver(mapper.take(read: block)) }
    return ExportSummary(
      format: "policy", bytes: 0, digest: nil, delivered: mapper.delivered, rejectedCount: mapper.rejectedCount,
      rejected: mapper.rejected, fields: mapper.givenFields, unused: [], unknownWords: mapper.unknownWords)
  }
}
