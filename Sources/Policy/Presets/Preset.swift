package import Exports
package import Records

/// What rollcall knows of one vendor's exports before anybody tells it: headers, words, roles. Data, not code: one file a
/// vendor in schema/presets.
package struct Preset: Sendable {
  /// The word in the policy: `8x8`.
  package var name: String
  /// The vendor's own name.
  package var vendor: String
  /// What an administrator should know of these exports, a paragraph each.
  package var notes: [String]
  /// By kind, in the order of the file.
  package var sources: [PresetSource]
  package var roles: [RoleEntry]

  package func source(_ kind: SourceKind) -> PresetSource? { sources.first { $0.kind == kind } }

  package init(name: String, vendor: String, notes: [String], sources: [PresetSource], roles: [RoleEntry]) {
    self.name = name
    self.vendor = vendor
    self.notes = notes
    self.sources = sources
    self.roles = roles
  }
}

/// What a preset knows of a vendor's exports of one kind.
package struct PresetSource: Sendable {
  package var kind: SourceKind
  /// Headers are the names of the fields themselves: the preset `generic`.
  package var takesFieldNames: Bool
  /// The exports it knows, in words.
  package var exports: [String]
  /// How an administrator gets them.
  package var obtained: String?
  /// The vendor's one order of dates.
  package var dates: SourceMapping.DateOrder?
  package var columns: [String: [String]]
  package var words: [String: [String: String]]
  package var headerWords: [String: [String: [String: String]]]
  package var roleColumns: [RoleColumn]
  package var blanks: [String: [String]]
  package var never: [String]
  package var epochs: [String: EpochUnit]

  /// How a file of this export is read where the policy adds nothing.
  package func mapping(source: String, shape: RecordShape, timezone: String = "UTC") -> SourceMapping {
    var mapping =
      takesFieldNames
      ? SourceMapping.generic(source: source, shape: shape)
      : SourceMapping(source: source, shape: shape, columns: columns)
    mapping.ignoresCase = true
    mapping.takesFirst = !takesFieldNames
    mapping.words = words
    mapping.headerWords = headerWords
    mapping.roleColumns = roleColumns
    mapping.blanks = blanks
    mapping.never = never
    mapping.epochs = epochs
    mapping.dates = dates ?? .iso
    mapping.timezone = timezone
    return mapping
  }
}

/// A preset as its file has it, to be read when a policy names it.
package struct PresetText: Sendable {
  package var name: String
  package var bytes: [UInt8]

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}
