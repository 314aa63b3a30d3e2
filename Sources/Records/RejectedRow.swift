/// A row that could not be read, and why; never with the text of a cell.
package struct RejectedRow: Equatable, Sendable {
  package enum Code: String, CaseIterable, Sendable {
    /// More or fewer fields than the header.
    case fieldCount = "field-count"
    /// A quote inside an unquoted field.
    case bareQuote = "bare-quote"
    /// A field that every record of the kind must have is empty.
    case missingValue = "missing-value"
    case badDate = "bad-date"
    /// Text where the mapping expects one value, and JSON holds an object or a list.
    case notAValue = "not-a-value"
    case tooLong = "too-long"
    /// Another record with the same key came before, and says something else.
    case duplicateKey = "duplicate-key"
  }

  package var source: String
  package var line: Int
  /// The field of the contract, or the header where no field is concerned; empty for the row as a whole.
  package var field: String
  package var code: Code
  package var reason: String
  /// Whom or what it is about, where that could be read: for users the profile's account and id.
  package var account: String?
  package var subject: String?

  package init(
    source: String, line: Int, field: String, code: Code, reason: String, account: String? = nil, subject: String? = nil
  ) {
    self.source = source
    self.line = line
    self.field = field
    self.code = code
    self.reason = reason
    self.account = account
    self.subject = subject
  }
}
