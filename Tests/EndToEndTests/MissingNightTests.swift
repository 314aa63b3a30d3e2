import Foundation
import Testing

@Suite("Nights that did not come")
struct MissingNightTests {
  @Test(
    "are told on the page, in run.json and in the summary, where the policy says how often it expects one",
    arguments: [
      (every: "24h", last: "2026-11-22", told: nil), (every: "24h", last: "2026-11-23", told: "on 2026-11-22"),
      (every: "24h", last: "2026-11-26", told: "from 2026-11-22 to 2026-11-25"),
      (every: "7d", last: "2026-11-28", told: nil),
      (every: "7d", last: "2026-11-29", told: "from 2026-11-22 to 2026-11-28"),
      (every: nil, last: "2026-12-24", told: nil), (every: "24h", last: "2026-11-20", told: nil),
    ] as [(every: String?, last: String, told: String?)])
  func told(every: String?, last: String, told: String?) throws {
    let folder = try AuditFolder()
    if let every {
      try folder.replace("fail_on: high", with: "expect_every: \(every)\nfail_on: high", in: "rollcall.yml")
    }
    #expect(!(try folder.night()).out.contains("nights are missing"))
    let ending = try folder.rollcall("run", "--as-of", last)
    let page = try folder.text("reports/latest/index.html")
    let json = try folder.text("reports/latest/run.json")
    #expect(ending.out.contains("nights are missing") == (told != nil))
    #expect(page.contains("Nights are missing.") == (told != nil))
    #expect(json.contains(#""missing_from": null"#) == (told == nil))
    if let told {
      #expect(ending.out.contains("nights are missing: nothing ran \(told)"))
      #expect(page.contains("Nothing ran \(told),"))
    }
  }
}
