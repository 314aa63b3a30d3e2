import Records
import Reports
import Testing

@Suite struct CSVTests {
  @Test(
    "a cell that a spreadsheet would compute gets an apostrophe",
    arguments: [
      "=1+1", "+49 123", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "  =1", "\u{A0}=1", "\u{3000}@x", "\u{FF1D}1",
      "\u{FF0B}1",
      "\u{FF0D}1", "\u{FF20}x", "\u{FEFF}=1", "'=1", "''  +1", " \t",
    ])
  func formula(_ raw: String) { #expect(CSVText.safe(raw).utf8.elementsEqual(("'" + raw).utf8)) }

  @Test(
    "any other cell is left alone",
    arguments: ["", "Amy", "O'Neil", "'quoted'", "a=b", "2026-11-21", "45", " x", "u-1", "'", "é=", "山田"])
  func plain(_ raw: String) { #expect(CSVText.safe(raw).utf8.elementsEqual(raw.utf8)) }

  @Test("what was made safe can be undone exactly")
  func inverse() {
    let pieces = ["'", "=", "-", " ", "\t", "\r\n", "\u{FF1D}", "\u{A0}", "a", "1", "\u{301}", "\""]
    var cells = hostile + [""]
    for first in pieces {
      for second in pieces { cells += [first + second] + pieces.map { first + second + $0 } }
    }
    for raw in cells { #expect(CSVText.raw(CSVText.safe(raw)).utf8.elementsEqual(raw.utf8)) }
    #expect(Set(cells.map { Array(CSVText.safe($0).utf8) }).count == Set(cells.map { Array($0.utf8) }).count)
  }

  @Test("files begin with the columns of the contract and nothing else")
  func headers() throws {
    let model = Sample.model()
    #expect(
      try render(FindingsCSV.self, model) == """
        finding,rule,severity,state,account,subject_kind,subject,name,email,roles,reason,remedy,first_seen,last_seen,\
        age_days,waived_until,controls,policy_clause\r\n
        """)
    #expect(
      try render(AccessCSV.self, model) == """
        account,user,name,email,status,employed,role,privileges,scope,granted,granted_by,last_login,mfa,findings\r\n
        """)
    #expect(try render(RejectedCSV.self, model) == "source,line,field,code,reason\r\n")
  }

  @Test("text is quoted, days and counts are bare, and rows end with CRLF")
  func row() throws {
    let rejected = RejectedRow(source: "a \"b\"", line: 4, field: "", code: .badDate, reason: "=1, 2\r\n3")
    #expect(
      try render(RejectedCSV.self, Sample.model(rejected: [rejected]))
        == "source,line,field,code,reason\r\n\"a \"\"b\"\"\",4,,\"bad-date\",\"'=1, 2\r\n3\"\r\n")
    let finding = try render(
      FindingsCSV.self, Sample.model([Sample.finding("AAAA-0001", text: "007")]),
      [
        Sample.finding("AAAA-0001", text: "007")
      ])
    #expect(finding.contains(",\"007\",") && !finding.contains(",007,"))
    #expect(finding.contains(/,\d{4}-\d\d-\d\d,\d{4}-\d\d-\d\d,\d+,/))
  }

  @Test("whatever stands in a cell, a reader gets it back, and no cell is a formula")
  func roundTrip() throws {
    let findings = hostile.map { Sample.finding("AAAA-0001", text: $0) }
    let rows = cells(try render(FindingsCSV.self, Sample.model(findings), findings))
    #expect(rows.count == hostile.count + 1)
    for (row, raw) in zip(rows.dropFirst(), hostile) {
      #expect(row.count == 18)
      for column in [4, 6, 7, 8, 9, 10] { #expect(CSVText.raw(row[column]).utf8.elementsEqual(raw.utf8)) }
      for cell in row { #expect(!"=+-@\t\r\n".unicodeScalars.contains(cell.unicodeScalars.first ?? "x")) }
    }
  }
}

/// The rows and cells of a CSV file (RFC 4180).
func cells(_ text: String) -> [[String]] {
  var rows: [[String]] = []
  var row: [String] = []
  var cell: [UInt8] = []
  var isQuoted = false
  for byte in text.utf8 {
    switch (byte, isQuoted) {
    case (0x22, _):
      isQuoted.toggle()
      cell.append(byte)
    case (0x2C, false), (0x0A, false):
      row.append(unquoted(cell))
      cell = []
      if byte == 0x0A {
        rows.append(row)
        row = []
      }
    default: cell.append(byte)
    }
  }
  return rows
}

private func unquoted(_ cell: [UInt8]) -> String {
  let cell = cell.last == 0x0D ? cell.dropLast() : cell[...]
  guard cell.first == 0x22 else { return String(decoding: cell, as: UTF8.self) }
  var text: [UInt8] = []
  var wasQuote = false
  for byte in cell.dropFirst().dropLast() {
    wasQuote = byte == 0x22 && !wasQuote
    if !wasQuote { text.append(byte) }
  }
  return String(decoding: text, as: UTF8.self)
}
