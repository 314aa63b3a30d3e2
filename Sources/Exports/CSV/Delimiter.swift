/// What parts the fields of a CSV file. The raw value is the word in the policy.
package enum Delimiter: String, CaseIterable, Sendable {
  case comma, semicolon, tab

  var byte: UInt8 {
    switch self {
    case .comma: UInt8(ascii: ",")
    case .semicolon: UInt8(ascii: ";")
    case .tab: UInt8(ascii: "\t")
    }
  }
}
