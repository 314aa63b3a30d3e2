import Foundation
import Records
import Reports
import Testing

@testable import Audit

/// A report that a renderer lost a row of is not published.
@Suite struct OutputProofTests {
  /// A report folder written by a real night, and its model.
  private func report() throws -> (company: Company, model: ReportModel) {
    let company = try Company()
    try company.write("exports/users.csv", Company.users.replacing("5,no,2020", with: "5,no,x"))
    try company.night()
    var counts = ReportModel.Counts()
    counts[.new, .critical] = 1
    counts[.new, .high] = 1
    let run = ReportModel.Run(
      number: 1, name: "2026-11-21-0001", asOf: Day(number: 20_778), organization: "Example Ltd", timezone: "UTC",
      exportsDay: nil, isComplete: true, failOn: .high, programVersion: "test", sqliteVersion: "", policySHA256: "",
      rulesSHA256: "")
    let rejected = RejectedRow(source: "users", line: 6, field: "created", code: .badDate, reason: "")
    let model = ReportModel(
      run: run, sources: [], rules: [], words: [], rejected: [rejected], counts: counts, breakGlass: [])
    return (company, model)
  }

  @Test("a whole report is proven, with the numbers that go into the manifest")
  func whole() throws {
    let (company, model) = try report()
    let proof = try OutputProof(folder: company.file("reports/latest"), model: model)
    try proof.confirm()
    #expect(proof.counts.map(\.name) == ["findings", "open", "access", "rejected"])
    #expect(proof.counts.map(\.value) == [2, 2, 3, 1])
  }

  struct Loss: CustomTestStringConvertible, Sendable {
    let file: String
    let what: String
    /// Where the row begins that is lost.
    let row: String
    var testDescription: String { "\(file): \(what)" }
  }

  @Test(
    "a row lost from one file is found, and the file is named",
    arguments: [
      Loss(file: "index.html", what: "findings", row: "<tr class=\"f\""),
      Loss(file: "index.html", what: "findings", row: "[\"f\","),
      Loss(file: "index.html", what: "access", row: "<tr class=\"a\""),
      Loss(file: "run.json", what: "findings", row: "    {\"finding\":"),
      Loss(file: "run.json", what: "access", row: "    {\"account\":"),
      Loss(file: "run.json", what: "rejected", row: "    {\"source\":"),
      Loss(file: "findings.csv", what: "findings", row: "\""),
      Loss(file: "access.csv", what: "access", row: "\""),
      Loss(file: "review.csv", what: "open", row: "\""),
      Loss(file: "rejected.csv", what: "rejected", row: "\""),
    ])
  func lost(loss: Loss) throws {
    let (company, model) = try report()
    let folder = company.file("reports/latest")
    let text = try company.text("reports/latest/" + loss.file)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var kept: [String] = []
    var isLost = false
    // Line ends of CSV files stay with their lines; of a page the mark of the row is what counts.
    for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map({
      String(decoding: $0, as: UTF8.self)
    }) {
      if !isLost, line.contains(loss.row), loss.file == "index.html" || line.hasPrefix(loss.row) {
        isLost = true
        if loss.file == "index.html" { kept.append(line.replacingOccurrences(of: loss.row, with: "<tr")) }
      } else {
        kept.append(line)
      }
    }
    #expect(isLost && !lines.isEmpty)
    try company.write("reports/latest/" + loss.file, kept.joined(separator: "\n"))
    let failure = failure { try OutputProof(folder: folder, model: model).confirm() }
    #expect(failure?.status == .bug)
    #expect(failure?.lines.first?.contains("rows of \(loss.what)") == true)
  }

  @Test(
    "a file that is not there is found",
    arguments: ["index.html", "run.json", "findings.csv", "access.csv", "review.csv", "rejected.csv"])
  func missing(file: String) throws {
    let (company, model) = try report()
    try company.remove("reports/latest/" + file)
    #expect(failure { try OutputProof(folder: company.file("reports/latest"), model: model).confirm() } != nil)
  }
}
