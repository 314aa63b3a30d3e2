/// Tells headers that smell of a secret: passphrases, passwords, PINs, tokens, keys, hashes, answers. Such a column may
/// say whether something is set, and when it was changed; its text is never taken, kept or shown.
enum SecretName {
  /// By whole words, so that `Pinboard` and `Hashimoto` are none: `User PIN`, `apiKey`, `password_hash`.
  static func smells(_ header: String) -> Bool { smells(HeaderWords.of(header)) }

  private static func smells(_ words: [String]) -> Bool {
    words.contains { single.contains($0) || isCompound($0) }
      || zip(words, words.dropFirst()).contains { pairs.contains($0 + " " + $1) }
  }

  /// Whether such a column only describes the secret: who keeps it, how long it is, of which type it is.
  static func describes(_ header: String) -> Bool {
    let words = HeaderWords.of(header)
    return words.contains { people.contains($0) || descriptions.contains($0) }
      && !zip(words, words.dropFirst()).contains { $0 == "session" && ($1 == "id" || $1 == "ids") }
  }

  /// Whether it names the people who keep the secret, who are no secret themselves.
  static func namesPeople(_ header: String) -> Bool { HeaderWords.of(header).contains { people.contains($0) } }

  /// Whether it says when something became of the secret.
  static func tellsTime(_ header: String) -> Bool { HeaderWords.of(header).contains { times.contains($0) } }

  /// Written as one word: `sippassword`, `passwordhash`, `accesstoken`.
  private static func isCompound(_ word: String) -> Bool {
    // As bytes: String.contains takes a hundred times as long, and every header of a night is asked about.
    var word = word
    return word.withUTF8 { bytes in
      parts.contains { part in bytes.indices.contains { bytes[$0...].starts(with: part.utf8) } }
        || ends.contains { bytes.reversed().starts(with: $0.utf8.reversed()) }
    }
  }

  private static let single: Set<String> = [
    "pwd", "pwds", "pass", "pin", "pins", "pincode", "voicemailpin", "vmpin", "token", "tokens", "secret", "secrets",
    "otp", "totp", "hash", "hashes", "answer", "answers", "credential", "credentials", "cvv", "jwt", "psk", "senha",
    "contraseña",
  ]
  private static let parts = ["passphrase", "password", "passwd", "passcode", "apikey", "passwort", "kennwort"]
  private static let ends = ["token", "tokens", "pwd"]
  private static let pairs: Set<String> = [
    "api key", "api keys", "access key", "access keys", "private key", "secret key", "signing key", "encryption key",
    "auth key", "shared key", "recovery code", "recovery codes", "backup code", "backup codes", "access code",
    "security code", "verification code", "activation code", "auth code", "authorization code", "session id",
    "session ids", "connection string", "mfa seed", "otp seed", "de passe",
  ]
  private static let people: Set<String> = ["custodian", "custodians", "holder", "holders", "owner", "owners"]
  private static let descriptions: Set<String> = [
    "id", "ids", "type", "types", "function", "algorithm", "method", "methods", "provider", "policy", "policies",
    "strength", "length", "count", "attempts", "rate", "age", "days", "next", "page", "continuation", "scroll", "sync",
    "cursor",
  ]
  private static let times: Set<String> = [
    "changed", "change", "expires", "expiry", "expiration", "expired", "updated", "modified", "date", "time", "at",
    "last", "since", "until", "reset", "created", "set", "issued",
  ]
}
