import Records

@testable import Exports

extension SourceMapping {
  /// Roles, whose fields are free text and make no others: user, role and scope under the headers of that name.
  static var small: SourceMapping {
    SourceMapping(
      source: "roles of the test", shape: .roles, columns: ["user": ["user"], "role": ["role"], "scope": ["scope"]])
  }

  static func users(_ columns: [String: String]) -> SourceMapping {
    SourceMapping(source: "users of the test", shape: .users, columns: columns.mapValues { [$0] })
  }
}
