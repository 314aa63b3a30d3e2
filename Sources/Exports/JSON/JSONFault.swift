/// What is wrong with JSON text, and where. Small, so that throwing it through the hot path costs nothing; it becomes
/// an `ExportRefusal` in one place.
struct JSONFault: Error {
  enum Kind: UInt8 {
    /// The block ends here. Not an error unless the file ends too.
    case incomplete
    case encoding
    case value, literal, number, key, colon, objectComma, listComma, trailingComma
    case control, escape, surrogate, nul
    case duplicateKey, nesting, tooLarge
    case notRecords, notAnObject, secondList, secondPage, afterEnd, noGap
  }

  var kind: Kind
  /// Index into the block.
  var place: Int

  init(_ kind: Kind, at place: Int) {
    self.kind = kind
    self.place = place
  }
}

extension JSONFault.Kind {
  /// What to tell people; never with text of the file.
  var message: String {
    switch self {
    case .incomplete: "it ends too early"
    case .encoding: "not UTF-8"
    case .value: "expected a value"
    case .literal: "expected a value; JSON has no other words than true, false and null"
    case .number: "not a JSON number"
    case .key: "expected a key in double quotes"
    case .colon: "expected ':' after a key"
    case .objectComma: "expected ',' or '}'"
    case .listComma: "expected ',' or ']'"
    case .trailingComma: "a comma that nothing follows"
    case .control: "a control character inside a string, where JSON demands an escape"
    case .escape: "an escape that JSON does not have"
    case .surrogate: "half of a surrogate pair, which is no character"
    case .nul: "the character U+0000, which JSON has and rollcall does not read"
    case .duplicateKey: "a key that this object already has"
    case .nesting: "objects and lists are nested too deep"
    case .tooLarge: "too large to be one record"
    case .notRecords: "expected a list of objects, an object that holds one, or one object a line"
    case .notAnObject: "expected an object: every element of the list of records must be one"
    case .secondList: "a second list of records in the same object; it is not clear which one is meant"
    case .secondPage: "a second object behind the one that holds the list of records, as when pages are put together"
    case .afterEnd: "expected nothing more: the JSON text is complete"
    case .noGap: "expected white space between two records"
    }
  }

  var hint: String? {
    switch self {
    case .nul: "text ends with it for many programs; correct the export"
    case .duplicateKey: "readers disagree on which one counts; correct the export"
    case .nesting, .tooLarge: "no export of users looks like that; see what wrote the file"
    case .secondList: "records are looked for under: \(JSONEnvelope.lists.joined(separator: ", "))"
    case .secondPage: "join their lists in one, or give each page a file of its own"
    default: nil
    }
  }
}
