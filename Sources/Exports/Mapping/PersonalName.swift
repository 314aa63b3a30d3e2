/// Tells headers of what an HR department keeps to itself: birth, pay, national ids, health, bank accounts. No rule
/// needs any of it, so no field can be read from such a column.
enum PersonalName {
  /// By whole words: `Pay Rate`, `dateOfBirth`, `SSN`, but not `Payable` or `Racetrack`.
  static func smells(_ header: String) -> Bool {
    let words = HeaderWords.of(header)
    return words.contains { single.contains($0) }
      || zip(words, words.dropFirst()).contains { pairs.contains($0 + " " + $1) }
  }

  private static let single: Set<String> = [
    "birth", "birthday", "birthdate", "birthplace", "dob", "pay", "payrate", "salary", "salaries", "wage", "wages",
    "compensation", "bonus", "ssn", "nino", "passport", "gender", "sex", "ethnicity", "race", "religion", "citizenship",
    "nationality", "disability", "veteran", "medical", "iban", "bic",
  ]
  private static let pairs: Set<String> = [
    "social security", "national id", "national identifier", "national insurance", "national number", "tax id",
    "tax number", "marital status", "civil status", "bank account", "bank number", "bank name", "bank code",
    "sort code", "account iban", "health insurance", "identity card", "driver license", "drivers license",
  ]
}
