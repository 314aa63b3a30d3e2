import Foundation
import Records
import Reports
import Testing

@Suite struct AgreementTests {
  private let findings = Sample.findings
  private let access = hostile.map { Sample.access($0) }
  private let outputs: [any Renderer.Type] = [
    ReportPage.self, RunJSON.self, FindingsCSV.self, AccessCSV.self, ReviewCSV.self, RejectedCSV.self,
  ]

  @Test("page, spreadsheet and run.json hold the same findings and access rows in the same order")
  func counts() throws {
    let model = Sample.model(findings)
    let page = try render(ReportPage.self, model, findings, access)
    let json = try JSONSerialization.jsonObject(with: Data(try render(RunJSON.self, model, findings, access).utf8))
    let run = try #require(json as? [String: Any])
    let rows = try #require(run["findings"] as? [[String: Any]])
    let ids = cells(try render(FindingsCSV.self, model, findings, access)).dropFirst().map { $0[0] }
    let anchors = page.split(separator: "<tr class=\"f\" id=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
    #expect(ids == findings.map(\.id))
    // The page has another order of sections, and the same findings.
    #expect(anchors.sorted() == ids.sorted())
    #expect(page.occurrences(of: "\n[\"f\",") == ids.count)
    #expect(rows.map { $0["finding"] as? String } == ids)
    #expect((run["counts"] as? [String: Any])?["open"] as? Int == model.counts.open)
    #expect(page.occurrences(of: "<tr class=\"a\"") == access.count)
    #expect((run["access"] as? [Any])?.count == access.count)
    #expect(cells(try render(AccessCSV.self, model, findings, access)).count == access.count + 1)
  }

  @Test("the same model and rows give the same bytes")
  func deterministic() throws {
    for output in outputs {
      let model = Sample.model(findings, rejected: [Sample.rejected()], words: ["Susp"])
      let first = try render(output, model, findings, access)
      #expect(try render(output, model, findings, access).utf8.elementsEqual(first.utf8))
    }
  }

  @Test("files have the names of the contract")
  func names() {
    #expect(
      outputs.map { $0.fileName } == [
        "index.html", "run.json", "findings.csv", "access.csv", "review.csv", "rejected.csv",
      ])
  }
}
