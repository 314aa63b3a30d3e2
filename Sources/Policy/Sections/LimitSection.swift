import Exports

extension ReadLimits {
  /// The `limits` of a source: how much its file may ask of the reader.
  init(of source: Section) {
    self.init()
    guard let section = source.section("limits", expecting: "a map of limits, such as {file: 4GiB}") else {
      source.remarks.assumption(source.path(of: "limits"), written)
      return
    }
    nesting = section.value("nesting", .nesting, default: nesting)
    record = section.value("record", .record, default: record)
    field = section.value("field", .field, default: field)
    columns = section.value("columns", .columns, default: columns)
    records = section.value("records", .records, default: records)
    file = section.value("file", .file, default: file)
    section.close()
  }

  /// All of them as the policy would write them.
  private var written: String {
    let values = [
      ("nesting", Form.nesting.write(nesting)), ("record", Form.record.write(record)),
      ("field", Form.field.write(field)), ("columns", Form.columns.write(columns)),
      ("records", Form.records.write(records)), ("file", Form.file.write(file)),
    ]
    return "{" + values.map { "\($0): \($1)" }.joined(separator: ", ") + "}"
  }
}

extension Form<Int> {
  // No export is known that comes near the defaults; the upper ends are what memory and time bear on a small machine.
  fileprivate static var nesting: Form { .number(4...1024) }
  fileprivate static var record: Form { .size(1 << 10...64 << 20) }
  fileprivate static var field: Form { .size(256...16 << 20) }
  fileprivate static var columns: Form { .number(1...65_536) }
  fileprivate static var records: Form { .number(1...999_999_999) }
  fileprivate static var file: Form { .size(1 << 10...1 << 40) }
}
