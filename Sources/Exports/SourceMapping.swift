package import Records

/// What a number stands for that counts the time since 1970 (UTC).
package enum EpochUnit: String, CaseIterable, Sendable { case seconds, milliseconds }

/// How one source is read: which header or JSON path gives which field, which spellings mean which word, how dates are
/// written, and the limits. Made from the policy; knows no file.
package struct SourceMapping: Sendable {
  package enum DateOrder: String, CaseIterable, Sendable { case iso, dmy, mdy }

  /// The source's name in the policy.
  package var source: String
  package var shape: RecordShape
  /// Field → headers (CSV) or paths (JSON) that give it; the first that the file has is taken. A field that is not
  /// here is not known.
  package var columns: [String: [String]]
  /// Fields that the policy itself maps. A file without their column is refused: what somebody asked for must not
  /// fall silent.
  package var demanded: Set<String>
  /// The account of every record, when the export has no such column.
  package var account: String?
  /// Field → spelling in lower case → word of the field's vocabulary; on top of the vocabulary's own spellings.
  package var words: [String: [String: String]]
  /// Field → header or path → spelling in lower case → word: where a word means something else under one header, as
  /// "True" does under "Block credential". Other headers of the field know `words` alone.
  package var headerWords: [String: [String: [String: String]]] = [:]
  /// Columns whose words stand for a role. They give the field `roles` where no column does.
  package var roleColumns: [RoleColumn] = []
  /// Field → spellings in lower case that stand for an empty cell, such as an address that a vendor fills in.
  package var blanks: [String: [String]] = [:]
  package var dates: DateOrder
  /// IANA name of the zone for stamps that carry none, and in which days are counted.
  package var timezone: String
  /// Field → what its numbers count, for exports that write points in time as numbers.
  package var epochs: [String: EpochUnit] = [:]
  /// Spellings in lower case for "no login ever", on top of those that every export may use.
  package var never: [String] = []
  /// How the file is encoded where no byte order mark says so.
  package var encoding = TextEncoding.utf8
  /// What parts the fields of a CSV file; nil: the header line tells.
  package var delimiter: Delimiter?
  /// Lines before the header of a CSV file that are passed over.
  package var skippedLines = 0
  /// Lines behind the last record of a CSV file that are no records; empty lines do not count.
  package var footerLines = 0
  /// Whether of several headers of a file that give one field the first in the order of `columns` that is not empty in a
  /// row is taken. Otherwise such a file is refused.
  package var takesFirst = false
  /// Whether headers and JSON keys are compared without regard to the case of A-Z.
  package var ignoresCase = false
  package var limits: ReadLimits
  /// Tells headers that smell of a secret. Nothing but a test replaces it: one that shows what would come through.
  package var isSecret: @Sendable (String) -> Bool = SecretName.smells

  package init(
    source: String, shape: RecordShape, columns: [String: [String]], demanded: Set<String> = [],
    account: String? = nil, words: [String: [String: String]] = [:], dates: DateOrder = .iso, timezone: String = "UTC",
    limits: ReadLimits = ReadLimits()
  ) {
    self.source = source
    self.shape = shape
    self.columns = columns
    self.demanded = demanded
    self.account = account
    self.words = words
    self.dates = dates
    self.timezone = timezone
    self.limits = limits
  }

  /// Whether records may hold roles.
  package var mayGiveRoles: Bool { columns["roles"] != nil || !roleColumns.isEmpty }

  /// The mapping used where a policy gives no columns: headers that are the field names themselves, in any case, with
  /// blanks or hyphens for underscores.
  package static func generic(source: String, shape: RecordShape) -> SourceMapping {
    let columns = shape.fields.filter { !$0.isDerived }.map { field in
      let blank = field.name.split(separator: "_").joined(separator: " ")
      let hyphen = field.name.split(separator: "_").joined(separator: "-")
      return (field.name, [field.name, blank, hyphen])
    }
    var mapping = SourceMapping(source: source, shape: shape, columns: Dictionary(uniqueKeysWithValues: columns))
    mapping.ignoresCase = true
    return mapping
  }
}

/// A column whose words stand for a role, such as "True" under `isAdmin`.
package struct RoleColumn: Equatable, Sendable {
  /// Its header or path.
  package var header: String
  /// Spelling in lower case → role; empty for a word that stands for none. Other words are reported.
  package var roles: [String: String]

  package init(header: String, roles: [String: String]) {
    self.header = header
    self.roles = roles
  }
}

/// How much one file may ask of the reader. A file beyond them is refused with its position. The policy may set each
/// (`limits` of a source).
package struct ReadLimits: Sendable {
  /// Bytes of one record.
  package var record = 1 << 20
  /// Bytes of one field; a longer one rejects its row.
  package var field = 1 << 16
  package var columns = 1024
  /// Levels of JSON objects and lists inside each other.
  package var nesting = 64
  /// Records of one file. A fleet of 10,000,000 users is read with what is set here, and twice as many roles.
  package var records = 25_000_000
  /// Bytes of the file.
  package var file = 2 << 30

  package init() {}
}
