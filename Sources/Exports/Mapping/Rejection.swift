import Records

/// Rows that are set aside.
extension RecordMapper {
  /// A row that is not used.
  func reject(
    line: Int, field: String, code: RejectedRow.Code, reason: String, cells: UnsafeBufferPointer<Cell>,
    block: UnsafeMutablePointer<UInt8>
  ) {
    rejectedCount += 1
    guard rejected.count < RecordMapper.mostKept else { return }
    var row = RejectedRow(source: mapping.source, line: line, field: field, code: code, reason: reason)
    // Where the fields themselves are in doubt, so is who the row is about.
    if code != .fieldCount, code != .bareQuote {
      let names = shape.kind == .accounts ? shape.subject : ["account"]
      row.account = names.lazy.compactMap { self.text(of: $0, cells, block) }.first ?? mapping.account ?? ""
      row.subject = shape.subject.lazy.compactMap { self.text(of: $0, cells, block) }.first
    }
    rejected.append(row)
  }

  /// The trimmed text of a field in a record that is not used; nil where it is empty, not there, or long.
  private func text(
    of field: String, _ cells: UnsafeBufferPointer<Cell>, _ block: UnsafeMutablePointer<UInt8>
  ) -> String? {
    guard let index = shape.index(of: field), steps.indices.contains(index), steps[index].input >= 0,
      steps[index].input < cells.count,
      !cells[steps[index].input].isAbsent
    else { return nil }
    let cell = cells[steps[index].input]
    // A text that stands for nobody is no name: who the row is about is not known then.
    if isNothing(cell, index, steps[index], 0, block) { return nil }
    if cell.isWritten {
      guard cell.count <= 256 else { return nil }
      let text = String(decoding: batch.written[cell.start..<cell.start + cell.count], as: UTF8.self)
      return shape.fields[index].type == .address ? ByteText.lowercased(text) : text
    }
    let (start, end) = ByteText.trimmed(block, cell.start, cell.start + cell.count)
    guard end - start <= 256 else { return nil }
    let text = String(decoding: UnsafeBufferPointer(start: block + start, count: end - start), as: UTF8.self)
    return shape.fields[index].type == .address ? ByteText.lowercased(text) : text
  }
}
