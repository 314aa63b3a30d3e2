/// Tells headers that smell of a secret: passphrases, passwords, PINs, tokens, keys, hashes, answers. Such a column may
/// say whether something is set, and when it was changed; its text is never taken, kept or shown.
enum SecretName {
  /// By whole words, so that `Pinboard` and `Hashimoto` are none: `User PIN`, `apiKey`, `password_hash`.
  static func smells(_ header: String) -> Bool {
    let words = words(of: header)
    return words.contains { single.contains($0) }
      || zip(words, words.dropFirst()).contains { pairs.contains($0 + " " + $1) }
  }

  private static let single: Set<String> = [
    "passphrase", "passphrases", "password", "passwords", "passwd", "pwd", "pass", "pin", "pins", "token", "tokens",
    "secret", "secrets", "otp", "totp", "hash", "hashes", "answer", "answers", "credential", "credentials", "passcode",
    "apikey", "cvv",
  ]
  private static let pairs: Set<String> = ["api key", "access key", "private key", "recovery code", "backup code"]

  /// Words in lower case, parted by what is no letter and no digit and where a capital begins another.
  private static func words(of header: String) -> [String] {
    var words: [String] = []
    var word = ""
    var wasLower = false
    for scalar in header.unicodeScalars {
      let isLetter = scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
      if !isLetter || (wasLower && scalar.properties.isUppercase) {
        if !word.isEmpty { words.append(word) }
        word = ""
      }
      if isLetter { word += scalar.properties.lowercaseMapping }
      wasLower = scalar.properties.isLowercase
    }
    if !word.isEmpty { words.append(word) }
    return words
  }
}
