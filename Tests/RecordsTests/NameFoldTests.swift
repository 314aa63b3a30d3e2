import Foundation
import Records
import Testing

@Suite("A folded name")
struct NameFoldTests {
  @Test(
    "has no capitals, no marks, no letters that keyboards lack",
    arguments: [
      ("José", "jose"), ("ÅSA", "asa"), ("Søren", "soren"), ("ØSTERGÅRD", "ostergard"), ("Łukasz", "lukasz"),
      ("Wójcik", "wojcik"), ("Straße", "strasse"), ("STRAẞE", "strasse"), ("Đặng Thị Mỹ", "dang thi my"),
      ("Nguyễn", "nguyen"), ("Æther Œuvre", "aether oeuvre"), ("Þórður", "thordur"),
      ("İstanbul Iğdır", "istanbul igdir"),
      ("Čapek Dvořák", "capek dvorak"), ("Ștefan Țepeș", "stefan tepes"), ("Bárdos Gyöző", "bardos gyozo"),
      ("O'Rourke", "o'rourke"), ("Lefèvre-Morel", "lefevre-morel"), ("Μαρία", "μαρια"),
      ("Ёлкин Йогурт", "елкин иогурт"),
      ("x2 Z", "x2 z"),
    ])
  func letters(name: String, folded: String) {
    #expect(Array(NameFold.fold(name).utf8) == Array(folded.utf8))
  }

  /// As bytes: Swift takes equal Strings of different forms for one, the database does not.
  @Test(
    "is the same for both Unicode forms of a name",
    arguments: [
      "José García", "Søren Østergård", "Anaïs Lefèvre", "Nguyễn Thị Hương", "Vaitkutė Jurgita", "Łukasz Wójcik",
      "Tomáš Vrbecký", "ǅemal", "Ángeles", "Ἀλέξανδρος", "Йордан Ёлкин", "Åse",
    ])
  func forms(name: String) {
    let composed = name.precomposedStringWithCanonicalMapping
    let decomposed = name.decomposedStringWithCanonicalMapping
    #expect(Array(NameFold.fold(composed).utf8) == Array(NameFold.fold(decomposed).utf8))
  }

  @Test(
    "keeps what is not a Latin, Greek or Cyrillic letter as it is", arguments: ["晓雯", "陈", "한지우", "さくら", "محمد", "דוד"])
  func otherScripts(name: String) {
    #expect(NameFold.fold(name) == name)
    #expect(!NameFold.fold(name).isEmpty)
  }

  @Test(
    "has no invisible characters",
    arguments: [
      "\u{200B}", "\u{200C}", "\u{200D}", "\u{200E}", "\u{200F}", "\u{202A}", "\u{202E}", "\u{2060}", "\u{2066}",
      "\u{2069}", "\u{FEFF}", "\u{00AD}", "\u{034F}", "\u{061C}", "\u{180E}", "\u{FE0F}", "\u{E0041}", "\u{0}",
      "\u{1B}",
      "\u{7F}", "\u{80}", "\u{9F}",
    ])
  func invisible(character: String) {
    #expect(NameFold.fold("Te\(character)st U\(character)ser\(character)") == "test user")
    #expect(NameFold.fold("\(character)Test User") == "test user")
    #expect(NameFold.fold("Test \(character) User") == "test user")
    #expect(NameFold.fold(character) == "")
  }

  @Test(
    "has single blanks, and none at its ends",
    arguments: [
      " ", "  ", "\t", "\n", "\r\n", "\u{0B}", "\u{85}", "\u{A0}", "\u{1680}", "\u{2003}", "\u{2009}", "\u{202F}",
      "\u{3000}", " \u{A0}\t",
    ])
  func blanks(blank: String) {
    #expect(NameFold.fold("\(blank)Front\(blank)Desk\(blank)") == "front desk")
    #expect(NameFold.fold(blank) == "")
  }

  @Test("does not change when it is folded again")
  func again() {
    for name in ["José  ØSTERGÅRD", "Straße", "İstanbul", "Ǆemal", "ΟΔΥΣΣΕΥΣ", "\u{1E9B}", "한지우", "ﬁn", "Ǯ", "ϓ"] {
      let once = NameFold.fold(name)
      #expect(Array(NameFold.fold(once).utf8) == Array(once.utf8), "\(name)")
    }
  }

  @Test("counts letters of any script, and nothing else")
  func counts() {
    let names = [
      ("", 0), ("M", 1), ("M.", 1), ("Mo", 2), ("陈", 1), ("晓雯", 2), ("한", 1), ("é", 1), ("e\u{301}", 1), ("Dž", 2),
      ("12", 0), ("-", 0), ("\u{200B}", 0), ("😀", 0), ("ʻ", 1), (" A B ", 2), ("Ⅳ", 0), ("ß", 1),
    ]
    for (name, letters) in names { #expect(NameFold.letters(name) == letters, "\(name)") }
  }
}
