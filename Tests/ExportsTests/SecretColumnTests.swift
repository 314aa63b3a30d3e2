import Records
import Testing

@testable import Exports

@Suite("A column that must not be read")
struct SecretColumnTests {
  private static let users = SourceMapping(
    source: "users", shape: .users, columns: ["id": ["id"], "passphrase_set": ["Passphrase", "passphrase"]])

  private func column(_ header: String, _ summary: ExportSummary) -> ExportColumn? {
    summary.columns.first { $0.header == header }
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let header: String
    let values: [String]
    let content: ExportColumn.Content?
    var testDescription: String { "\(header): \(values)" }

    init(_ header: String, _ values: [String], _ content: ExportColumn.Content?) {
      (self.header, self.values, self.content) = (header, values, content)
    }
  }

  static let cases: [Case] = [
    Case("PIN", ["", "4711"], .values),
    Case("PIN", ["", " "], .empty),
    Case("PIN", ["yes", "No", "0", "not set"], .flags),
    Case("API Token", ["yes", "9f8a7c"], .values),
    Case("Password [Required]", ["****", "********"], .masked),
    Case("Password", ["•••", "●●"], .masked),
    Case("Password", ["***", "*secret*"], .values),
    Case("Password Hash Function", ["", ""], nil),
    Case("Password Hash", ["", "$1$abc"], .values),
    Case("Password changed", ["2026-03-01", "2026-03-01T08:00:00Z", "3/1/2026 8:00 PM"], .flags),
    Case("Password changed", ["2026-03-01", "last Tuesday"], .values),
    // A day in the column itself may be the password.
    Case("Password", ["2026-03-01"], .values),
    Case("Passphrase", ["yes", "set"], .flags),
    Case("Passphrase", ["yes", "Sunny afternoon"], .values),
    Case("Token Type", ["Bearer"], nil),
    Case("Session ID", ["9f8a7c"], .values),
  ]

  @Test("tells whether it holds values, and nothing of them", arguments: cases)
  func content(_ test: Case) throws {
    let rows = test.values.enumerated().map { "u\($0.offset),\"\($0.element)\"\n" }.joined()
    let summary = try ExportOnDisk.read("id,\(test.header)\n" + rows, Self.users).summary
    let found = column(test.header, summary)
    #expect(found?.smell == .secret)
    #expect(found?.content == test.content)
    for value in test.values where value.count > 4 { #expect(!"\(summary)".contains(value)) }
  }

  @Test("is told by its key anywhere in a JSON record, and in what is around the list")
  func json() throws {
    let text = """
      {"access_token": "T0p", "nextPageToken": "abc", "data": [
        {"id": "u1", "passphrase": "yes", "profile": {"dateOfBirth": "1990-01-01", "userPin": null}},
        {"id": "u2", "credentials": {"provider": "OKTA", "password": {}}, "recoveryCodes": ["aa", "bb"],
         "api_key": true, "pass\\u0077ord": "x9"},
        {"id": "u3", "sip": {"devices": [{"secret": "s1"}]}, "hash": 12}
      ]}
      """
    let summary = try ExportOnDisk.read(text, Self.users).summary
    let found = summary.columns.filter { $0.smell != nil }.map { "\($0.header) \($0.content?.rawValue ?? "-")" }
      .sorted()
    #expect(
      found == [
        "access_token values", "api_key flags", "credentials empty", "dateOfBirth -", "hash values",
        "nextPageToken -", "passphrase flags", "password values", "recoveryCodes values", "secret values",
        "userPin empty",
      ])
  }

  @Test(
    "of what only HR may know cannot be mapped to any field, and is listed when it is not",
    arguments: [
      "Date of Birth", "SSN", "Pay Rate", "salary", "personal.gender", "IBAN", "Marital Status", "National ID",
    ])
  func personal(header: String) throws {
    var mapping = Self.users
    let listed = try ExportOnDisk.read("id,\(header)\nu1,1990-01-01\n", mapping).summary
    #expect(column(header, listed)?.smell == .personal)
    mapping.columns["title"] = [header]
    let refusal = try #require(try ExportOnDisk.refusal("id,\(header)\nu1,1990-01-01\n", mapping))
    #expect(refusal.message.contains("'\(header)' smells of what only HR may know"))
    #expect(!"\(refusal)".contains("1990"))
  }

  @Test("is not every column with a word's letters", arguments: ["Payable", "Racetrack", "Embankment", "Email"])
  func notPersonal(header: String) { #expect(ExportColumn.smell(of: header) == nil) }

  @Test("says on which line it holds a value first")
  func line() throws {
    let summary = try ExportOnDisk.read("id,PIN\nu1,\nu2,yes\nu3,4711\nu4,4712\n", Self.users).summary
    #expect(column("PIN", summary)?.line == 4)
  }

  @Test("may name the people who keep a passphrase")
  func custodians() throws {
    let mapping = SourceMapping(
      source: "accounts", shape: .accounts,
      columns: ["id": ["id"], "passphrase_custodians": ["passphrase_custodians"]])
    let export = try ExportOnDisk.read("id,passphrase_custodians\nA,ann;bob\n", mapping)
    #expect(export.summary.fields == ["id", "passphrase_custodians"])
    #expect(export.summary.columns.last?.content == nil)
  }

  @Test("headers that look like data are not shown, whoever asks for them")
  func headers() throws {
    let canary = "Vx9-kT2b-Qm7w-Zr4p"
    let summary = try ExportOnDisk.read("id,\(canary),ann@a.example,extensionAttribute15\nu1,a,b,c\n", Self.users)
      .summary
    #expect(
      summary.unused == [
        "(column 2, whose header is not shown)", "(column 3, whose header is not shown)", "extensionAttribute15",
      ])
    let missing = try #require(
      try ExportOnDisk.refusal(
        "id,\(canary)\nu1,a\n",
        {
          var mapping = Self.users
          mapping.columns["email"] = ["Mail"]
          mapping.demanded = ["email"]
          return mapping
        }()))
    #expect(!"\(missing)".contains(canary))
    let twice = try #require(try ExportOnDisk.refusal("id,\(canary),\(canary)\nu1,a,b\n", Self.users))
    #expect(!"\(twice)".contains(canary))
  }

  @Test("text that is drawn by lot is told from words")
  func random() {
    for text in [
      "Vx9kT2bQm7wZr4p", "3f9a0c7be1d24f6a", "f47ac10b-58cc-4372-a567-0e02b2c3d479", "sk_live_4eC39HqLyjWDarjtT1",
      "aGVsbG8gd29ybGQh", "xkqzvbnmrtplkj",
    ] { #expect(SecretText.looksRandom(text), "\(text)") }
    for text in [
      "Parked", "Pending Activation", "On-Hold-By-HR", "Level-1-Support-2", "Inactive (90 days)", "O365", "2026-11-21",
      "extensionAttribute15", "PleaseActivateYourAccountNow", "Nachtschichtleitung", "Résilié", "Salesforce1",
      "Account Status", "lastSignInDateTime", "employeeOrgDataCostCenter", "On-Premises Immutable ID",
    ] { #expect(!SecretText.looksRandom(text), "\(text)") }
  }

  @Test("an unknown word that looks like the secret of the next column is counted and not shown")
  func unknownWord() throws {
    let mapping = SourceMapping(source: "users", shape: .users, columns: ["id": ["id"], "status": ["status"]])
    let summary = try ExportOnDisk.read("id,status\nu1,Vx9kT2bQm7wZr4p\nu2,Parked\n", mapping).summary
    #expect(summary.unknownWords.map(\.word) == ["(a text that is not shown)", "Parked"])
  }
}
