import Records

/// What a record's fields say together.
extension RecordMapper {
  /// A roster row by which nobody can be known.
  func isNameless() -> Bool {
    guard let number = shape.index(of: "employee_number"), let email = shape.index(of: "email") else { return false }
    return row[number].count == 0 && row[email].count == 0
  }

  /// The roles for which words of the record stand, as a JSON array of strings.
  func roles(
    _ step: InputPlan.Step, _ cells: UnsafeBufferPointer<Cell>, _ block: UnsafeMutablePointer<UInt8>, line: Int
  ) -> Cell {
    let from = batch.written.count
    var isThere = false
    for place in 0...step.others.count {
      let input = cells[place == 0 ? step.input : otherInputs[step.others.lowerBound + place - 1]]
      if input.isAbsent { continue }
      isThere = true
      let role: Cell
      if input.isWritten {
        let text = Array(batch.written[input.start..<input.start + input.count])
        role = text.withUnsafeBufferPointer { bytes in
          bytes.baseAddress.map { readers[step.readers + place].cell($0, 0, bytes.count, line: line) } ?? .empty
        }
      } else {
        let (start, end) = ByteText.trimmed(block, input.start, input.start + input.count)
        role = readers[step.readers + place].cell(block, start, end, line: line)
      }
      if role.count == 0 { continue }
      batch.written.append(UInt8(ascii: batch.written.count == from ? "[" : ","))
      for at in role.start..<role.start + role.count { batch.written.append(batch.written[at]) }
    }
    guard isThere else { return .absent }
    if batch.written.count == from { batch.written.append(UInt8(ascii: "[")) }
    batch.written.append(UInt8(ascii: "]"))
    return Cell(written: from, count: batch.written.count - from)
  }
}
