/// How the characters of an export are written as bytes. The raw value is the word in the policy.
package enum TextEncoding: String, CaseIterable, Sendable {
  case utf8 = "utf-8"
  /// With a byte order mark, which says the order of the bytes.
  case utf16 = "utf-16"
  /// What Windows and Excel call ANSI in western Europe and America.
  case windows1252 = "windows-1252"
}
