import Foundation
import Testing

/// Retention with the program as it was built.
@Suite struct PruneTests {
  private static let days = [
    "2026-08-31", "2026-09-10", "2026-09-30", "2026-10-15", "2026-10-31", "2026-11-19", "2026-11-20", "2026-11-21",
  ]

  private static func folder() throws -> AuditFolder {
    let folder = try AuditFolder()
    try folder.write(
      try folder.text("rollcall.yml") + "\nretain: {nightly: 2d, monthly: 60d}\n", to: "rollcall.yml")
    let users = try folder.text("exports/users.csv")
    for (index, day) in days.enumerated() {
      try folder.write(users.replacing("Ingrid,Solheim", with: "Ingrid \(index),Solheim"), to: "exports/users.csv")
      try folder.rollcall("run", "--quiet", "--as-of", day)
    }
    return folder
  }

  @Test(
    "a dry run lists what goes and changes nothing; then it goes, and what stays verifies and comes back to the byte")
  func prune() throws {
    let folder = try PruneTests.folder()
    let before = try folder.everything()
    let plan = try folder.rollcall("prune", "--dry-run", "--format", "csv", "--as-of", "2026-11-21")
    #expect(plan.status == 0)
    #expect(plan.err.hasPrefix("4 runs go, 4 stay (every night of 2 days, one a month of 60 days, and what was signed"))
    let table = try CSVTable(plan.out)
    #expect(table.header == ["run", "as_of", "fate", "why"])
    #expect(table.column("fate") == ["goes", "goes", "stays", "goes", "stays", "goes", "stays", "stays"])
    #expect(table.rows[2]["why"] == "the last of 2026-09")
    #expect(try folder.changes(since: before) == [])

    let pruned = try folder.rollcall("prune", "--as-of", "2026-11-21")
    #expect(pruned.status == 0)
    #expect(pruned.out.split(separator: "\n").map { $0.split(separator: " ").first } == ["runs", "1-2", "4", "6"])
    #expect(pruned.err.contains("removed 4 runs and 4 reports"))
    #expect(try folder.bytes("rollcall.db").count < before["rollcall.db"]?.count ?? 0)
    #expect(try folder.rollcall("verify").status == 0)

    let kept = folder.reports
    #expect(kept == ["2026-09-30-0003", "2026-10-31-0005", "2026-11-20-0007", "2026-11-21-0008"])
    for name in kept { try folder.remove("reports/" + name) }
    for run in ["3", "5", "7", "8"] { #expect(try folder.rollcall("report", "--quiet", "--run", run).status == 0) }
    for (name, bytes) in before where kept.contains(where: { name.hasPrefix("reports/\($0)/") }) {
      #expect(try folder.bytes(name) == bytes, "\(name)")
    }

    let gone = try folder.rollcall("report", "--run", "4")
    #expect(gone.status == 2)
    #expect(gone.err.contains("run 4 of 2026-10-15 was removed by 'rollcall prune'"))
    let history = try CSVTable(try folder.rollcall("history", "--format", "csv").out)
    #expect(history.column("guards").filter { $0 == "(removed)" }.count == 4)
    #expect(history.column("rows").allSatisfy { $0 == history.column("rows").first })
    let changes = try folder.rollcall("access", "--changes", "2026-09-30")
    #expect(changes.err.contains("2 of these runs were removed"))

    // Again there is nothing to do, and it can stand in cron.
    let again = try folder.rollcall("prune", "--quiet", "--as-of", "2026-11-21")
    #expect(again.status == 0 && again.out == "" && again.err == "")
    #expect(try folder.rollcall("run", "--quiet", "--as-of", "2026-11-22").status == 1)
    #expect(try folder.rollcall("verify").status == 0)
  }
}
