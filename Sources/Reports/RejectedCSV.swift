import Records

/// `rejected.csv`: rows that could not be read, and why; never with the text of a cell.
package final class RejectedCSV: Renderer {
  package static let fileName = "rejected.csv"

  package init(_ model: ReportModel, to sink: ByteSink) throws {
    try sink.write(CSVRow.header("source,line,field,code,reason"))
    for rejected in model.rejected {
      var row = CSVRow()
      row.add(rejected.source)
      row.add(rejected.line)
      row.add(rejected.field)
      row.addPlain(rejected.code.rawValue)
      row.add(rejected.reason)
      try sink.write(row.line())
    }
  }

  package func finish() throws {}
}
