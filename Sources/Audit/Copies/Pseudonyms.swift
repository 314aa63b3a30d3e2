import Attestation
import Records
import Storage

/// Other names for people and accounts: the same one for the same value in every copy that is made from one database, and
/// not to be guessed without it.
final class Pseudonyms {
  /// Every name that was given, with what it stands for.
  private(set) var given: [String: (kind: String, value: String)] = [:]

  private let key: [UInt8]
  /// What is looked for in sentences: names, addresses and ids in lower case.
  private var known: Set<String> = []
  private static let mostWords = 5

  /// - Parameter hashKey: of the database.
  init(_ connection: SQLConnection, hashKey: UInt64) throws {
    key = Array("rollcall-pseudonym/1 \(hashKey)".utf8)
    for sql in Pseudonyms.sources {
      try connection.query(sql) { row in
        if let text = row.text(0)?.lowercased(), Pseudonyms.isTelling(text) { known.insert(text) }
      }
    }
  }

  /// Everything by which somebody may be named in a sentence.
  private static let sources = [
    "select id from profile", "select user_name from profile", "select email from profile",
    "select display_name from profile", "select given_name || ' ' || family_name from profile",
    "select family_name || ', ' || given_name from profile", "select employee_number from profile",
    "select given_name || ' ' || family_name from person", "select preferred_name || ' ' || family_name from person",
    "select email from person", "select employee_number from person", "select manager_email from person",
    "select user from assignment", "select granted_by from assignment", "select id from account",
    "select name from account", "select primary_admin from account", "select successor from account",
    "select reseller from account", "select reseller_contact from account",
    "select value from account join json_each(passphrase_custodians)", "select email from contact",
    "select email from registration", "select customer_number from registration", "select email from crm",
    "select customer_number from crm", "select email from erp", "select customer_number from erp",
    "select user from extension", "select name from break_glass", "select owner from waiver",
    "select approved_by from waiver", "select subject from waiver",
  ]

  /// Short numbers are rather counts than ids.
  private static func isTelling(_ text: String) -> Bool {
    text.utf8.count > 1 && (text.utf8.count > 3 || !text.utf8.allSatisfy { $0 >= 48 && $0 <= 57 })
  }

  func name(_ kind: String, _ value: String?) -> String? {
    guard let value, !value.isEmpty else { return value }
    let digest = SHA256Stream.digest(pieces: [key, Array(kind.utf8), Array(value.lowercased().utf8)])
    let name = "\(kind)-\(FindingID.text(digest))"
    if given[name] == nil { given[name] = (kind, value) }
    return name
  }

  func name(_ kind: String, _ value: String) -> String { name(kind, Optional(value)) ?? "" }

  /// A sentence without names: every run of words that is known as one is replaced.
  /// - Parameter own: a name whose parts are replaced, too.
  func sentence(_ text: String, own: String?) -> String {
    let parts = Set((own ?? "").lowercased().split(separator: " ").map { String($0) }.filter { $0.utf8.count > 1 })
    let pieces = Pseudonyms.pieces(of: text)
    var result = ""
    var place = 0
    while place < pieces.count {
      var length = min(2 * Pseudonyms.mostWords - 1, pieces.count - place)
      var found: String?
      var tail = ""
      while pieces[place].isWord, length > 0, found == nil {
        let words = pieces[place..<place + length].map(\.text).joined()
        let isWord = pieces[place + length - 1].isWord
        // A name at the end of a sentence has its full stop behind it, or is a name with one.
        let bare = words.lastIndex { !".!?…".contains($0) }.map { String(words[...$0]) } ?? words
        let candidates = isWord ? [words, bare] : []
        found = candidates.first { known.contains($0.lowercased()) || parts.contains($0.lowercased()) }
        if let found { tail = String(words.dropFirst(found.count)) } else { length -= 1 }
      }
      result += found.map { name("name", $0) + tail } ?? pieces[place].text
      place += max(1, found == nil ? 1 : length)
    }
    return result
  }

  /// What people wrote freely, of which nobody knows how it names somebody: all of it is replaced.
  func freeText(_ text: String) -> String { name("text", text) }

  /// A list whose items may be names, or hold some.
  func sentences(_ texts: [String]) -> [String] { texts.map { sentence($0, own: nil) } }

  /// Words and what stands between them.
  private static func pieces(of text: String) -> [(text: String, isWord: Bool)] {
    let between: Set<Unicode.Scalar> = [
      " ", ",", ";", ":", "(", ")", "\"", "'", "“", "”", "‘", "’", "<", ">", "[", "]", "{", "}", "/", "|", "=", "\n",
      "\t",
      "\u{A0}",
    ]
    var pieces: [(text: String, isWord: Bool)] = []
    for scalar in text.unicodeScalars {
      let isWord = !between.contains(scalar)
      if let last = pieces.last, last.isWord == isWord {
        pieces[pieces.count - 1].text.unicodeScalars.append(scalar)
      } else {
        pieces.append((String(scalar), isWord))
      }
    }
    return pieces
  }
}
