import Testing

@testable import Audit

/// The way from a report's folder to a file that the policy names.
@Suite struct RelativePathTests {
  @Test(
    "the way is the shortest that needs no folder of the machine",
    arguments: [
      ("allowed_signers", "reports/report", "../../allowed_signers"),
      ("./keys/allowed", "./reports/report", "../../keys/allowed"),
      ("reports/allowed", "reports/report", "../allowed"),
      ("../keys/allowed", "reports/report", "../../../keys/allowed"),
      ("/etc/rollcall/../allowed", "reports/report", "/etc/allowed"),
      // One of them is a folder of the machine, so that the other must be looked for there.
      ("keys/allowed", "/srv/reports/report", "../../audit/keys/allowed"),
      ("keys/allowed", "../out/report", "../../audit/keys/allowed"),
      ("../keys/allowed", "../out/report", "../../keys/allowed"),
    ])
  func way(path: String, folder: String, way: String) {
    #expect(RelativePath.way(to: path, from: folder, in: "/srv/audit/") == way)
  }
}
