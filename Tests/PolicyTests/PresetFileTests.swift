import Exports
import Records
import Testing

@testable import Policy

/// The files in schema/presets, as data.
struct PresetFileTests {
  private static let contract: Set<String> = [
    "8x8", "google-workspace", "gam", "entra", "microsoft-365", "okta", "scim", "ringcentral", "zoom", "salesforce",
    "slack", "github", "bamboohr", "workday", "generic",
  ]

  @Test func `every preset of the contract is there`() {
    #expect(Self.contract.isSubset(of: presetTexts.map(\.name)))
  }

  @Test(arguments: presetTexts.map(\.name))
  func `a preset is read without a remark, and says what it is and how its exports are obtained`(_ name: String) throws
  {
    let preset = try preset(name)
    #expect(!preset.notes.isEmpty)
    for source in preset.sources where !source.takesFieldNames {
      #expect(source.obtained != nil && !source.exports.isEmpty, "\(source.kind.rawValue)")
    }
  }

  @Test(arguments: presetTexts.map(\.name))
  func `a preset gives the fields that every record must have`(_ name: String) throws {
    for source in try preset(name).sources where !source.takesFieldNames {
      let shape = source.kind.shape
      for field in shape.fields where field.isRequired {
        #expect(source.columns[field.name] != nil, "\(source.kind.rawValue) \(field.name)")
      }
      if source.kind == .roster {
        #expect(source.columns["employee_number"] != nil && source.columns["email"] != nil)
      }
    }
  }

  /// Fields that one header may give together: what a vendor uses as id, user name and address at once, and what one word
  /// says of state and kind.
  private static let shared: [Set<String>] = [["id", "user_name", "email"], ["status", "user_type", "roles"]]

  @Test(arguments: presetTexts.map(\.name))
  func `a header means one thing`(_ name: String) throws {
    for source in try preset(name).sources {
      var owners: [String: Set<String>] = [:]
      for (field, headers) in source.columns {
        let lower = headers.map(\.asciiLowercased)
        #expect(Set(lower).count == lower.count, "\(source.kind.rawValue) \(field): \(headers)")
        for header in lower { owners[header, default: []].insert(field) }
      }
      for column in source.roleColumns { owners[column.header.asciiLowercased, default: []].insert("roles") }
      for (header, fields) in owners where fields.count > 1 {
        #expect(Self.shared.contains { fields.isSubset(of: $0) }, "\(source.kind.rawValue) '\(header)': \(fields)")
      }
    }
  }

  @Test(arguments: presetTexts.map(\.name))
  func `words stand under headers that are mapped, and roles are in the catalogue`(_ name: String) throws {
    let preset = try preset(name)
    let names = Set(preset.roles.flatMap { [$0.name] + $0.aliases })
    for source in preset.sources {
      for (field, headers) in source.headerWords {
        for header in headers.keys { #expect(source.columns[field]?.contains(header) == true, "\(field) '\(header)'") }
      }
      for field in source.words.keys { #expect(source.columns[field] != nil, "\(field)") }
      for field in source.epochs.keys { #expect(source.columns[field] != nil, "\(field)") }
      for role in source.roleColumns.flatMap(\.roles.values) where !role.isEmpty {
        #expect(names.contains(role), "\(role)")
      }
    }
  }

  /// What no preset may ever read: secrets, and what HR keeps to itself.
  @Test(arguments: presetTexts.map(\.name))
  func `no header of a preset is a secret or private`(_ name: String) throws {
    let words = [
      "passw", "passphrase", "pin", "secret", "token", "hash", "birth", "ssn", "national", "pay", "gender", "ethnic",
      "marital", "homeemail", "home address", "recovery",
    ]
    for source in try preset(name).sources where !source.takesFieldNames {
      for header in source.columns.values.joined() {
        let parts = header.asciiLowercased.split { !$0.isLetter && $0 != " " }.map(String.init)
        for word in words {
          #expect(!parts.contains { $0 == word || (word.count > 3 && $0.contains(word)) }, "'\(header)': \(word)")
        }
      }
    }
  }

  struct Mistake: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let text: String
    let message: String

    init(_ name: String, _ text: String, _ message: String) {
      (testDescription, self.text, self.message) = (name, text, message)
    }
  }

  @Test(arguments: [
    Mistake(
      "unknown key", "vendor: V\nsource: {}", "preset v:2:1: error: unknown key 'source'; did you mean 'sources'?"),
    Mistake(
      "unknown field", "vendor: V\nsources: {users: {columns: {id: I, nam: N}}}",
      "preset v:2:36: error: unknown key 'nam'"),
    Mistake(
      "unknown word", "vendor: V\nsources: {users: {columns: {id: I, status: S}, values: {status: {on: [x]}}}}",
      "preset v:2:66: error: unknown key 'on'"),
    Mistake(
      "unknown privilege", "vendor: V\nsources: {users: {columns: {id: I}}}\nroles: [{name: R, privileges: [admin]}]",
      "preset v:3:32: error: unknown privilege 'admin'"),
    Mistake("unknown kind", "vendor: V\nsources: {user: {}}", "preset v:2:11: error: unknown kind 'user'"),
    Mistake("no vendor", "sources: {users: {columns: {id: I}}}", "preset v:1:1: error: missing key 'vendor'"),
    Mistake(
      "one word twice", "vendor: V\nsources: {users: {columns: {id: I}, values: {mfa: {yes: [A], no: [a]}}}}",
      "preset v:2:67: error: 'a' stands twice"),
  ])
  func `a mistake in a preset is an error with its place`(_ mistake: Mistake) {
    let reading = Preset.read(PresetText(name: "v", bytes: Array(mistake.text.utf8)))
    #expect(reading.preset == nil)
    let messages = reading.diagnostics.map(\.description)
    #expect(messages.contains { $0.hasPrefix(mistake.message) }, "\(messages)")
  }
}
