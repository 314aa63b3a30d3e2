import Audit
import Foundation
import Records

/// A small company with its policy and its exports in a folder of its own; the folder goes when the test ends.
final class Company {
  let path: String

  static let policy = """
    organization: Example Ltd
    sources:
      - {name: users, kind: users, path: exports/users.csv, preset: generic, account: A, max_rejected: 20%}
      - {name: roles, kind: roles, path: exports/roles.csv, preset: generic, account: A}
      - {name: roster, kind: roster, path: exports/roster.csv, preset: generic, max_rejected: 20%}
    roles:
      - {name: Super Admin, privileges: [admin-console, assign-roles]}
      - {name: Reader, privileges: []}

    """
  static let users = """
    id,user_name,given_name,family_name,email,status,employee_number,mfa,created,last_login
    u1,ann,Ann,Byron,ann@a.example,Active,1,yes,2020-01-01,2026-11-20
    u2,bob,Bob,Curie,bob@a.example,Active,2,no,2020-01-01,2026-11-20
    u3,eve,Eve,Dirac,eve@a.example,Active,3,yes,2020-01-01,2026-10-30
    u4,gil,Gil,Euler,gil@a.example,Active,4,no,2020-01-01,2026-11-20
    u5,ida,Ida,Fermi,ida@a.example,Active,5,no,2020-01-01,2026-11-20

    """
  static let roles =
    "user,role,scope,granted\nu1,Super Admin,Company,2022-05-01\nbob,Super Admin,,\nu3,Super Admin,,\nu4,Reader,,\n"
  static let roster = """
    employee_number,email,status,hired,ended
    1,ann@a.example,employed,2019-01-01,
    2,bob@a.example,employed,2019-01-01,
    3,eve@a.example,departed,2019-01-01,2026-11-01
    4,gil@a.example,employed,2019-01-01,
    5,ida@a.example,employed,2019-01-01,

    """

  /// Findings of a night of this company on 2026-11-21, as rule and subject.
  static let found = ["leaver-privileged u3", "mfa-missing u2"]

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "rollcall-audit-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path + "/exports", withIntermediateDirectories: true)
    try write("rollcall.yml", Company.policy)
    try write("exports/users.csv", Company.users)
    try write("exports/roles.csv", Company.roles)
    try write("exports/roster.csv", Company.roster)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  /// Exports are always of the same time, so that reports about them are the same.
  func write(_ name: String, _ text: String) throws { try write(name, Data(text.utf8)) }

  func write(_ name: String, _ bytes: Data) throws {
    try bytes.write(to: URL(fileURLWithPath: file(name)))
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_795_226_400)], ofItemAtPath: file(name))
  }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: file(name)) }

  func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: file(name)))) }

  func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

  func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: file(folder)).sorted()
  }

  /// All files below the folder with their bytes and the time of their last change.
  func snapshot(_ folder: String = ".") throws -> [String: String] {
    var snapshot: [String: String] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: file(folder)) {
      let attributes = try FileManager.default.attributesOfItem(atPath: file(folder) + "/" + name)
      let isFile = attributes[.type] as? FileAttributeType == .typeRegular
      let bytes = isFile ? try bytes(folder + "/" + name) : []
      let time = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
      snapshot[name] = "\(time) \(String(decoding: bytes, as: UTF8.self))"
    }
    return snapshot
  }

  func workspace() throws -> Workspace { try Workspace(policyPath: file("rollcall.yml")) }

  func check(now: Int = 1_795_230_000, allowed: [String] = []) throws -> Checkup.Report {
    try Checkup(try workspace(), now: Instant(seconds: now), allowed: allowed).run()
  }

  @discardableResult
  func night(
    _ asOf: String = "2026-11-21", isDryRun: Bool = false, failOn: Severity? = nil, now: Int = 1_795_230_000,
    allowed: [String] = []
  ) throws -> Night.Result {
    let options = Night.Options(
      asOf: Day(iso: asOf), now: Instant(seconds: now), isDryRun: isDryRun, failOn: failOn, allowed: allowed,
      version: "test")
    return try Night(try workspace(), options).run()
  }

  /// Findings in the report that stands, as `rule subject`, those in one state or all.
  func findings(_ state: String? = nil) throws -> [String] {
    let json = try JSONSerialization.jsonObject(with: Data(try bytes("reports/latest/run.json"))) as? [String: Any]
    let rows = json?["findings"] as? [[String: Any]] ?? []
    return rows.filter { state == nil || $0["state"] as? String == state }
      .map { "\($0["rule"] ?? "") \($0["subject"] ?? "")" }.sorted()
  }
}

/// What a night that must fail says.
func failure(_ body: () throws -> Void) -> AuditFailure? {
  do {
    try body()
    return nil
  } catch {
    return AuditFailure(error)
  }
}
