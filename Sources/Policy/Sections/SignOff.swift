/// Who signs, and how often.
package struct SignOff: Equatable, Sendable {
  /// Path of the file of allowed signers, as OpenSSH reads it.
  package var signers: String
  /// Path of the file of keys that are no longer good.
  package var revoked: String?
  package var required: Int
  /// Seconds.
  package var every: Int?

  package init(signers: String, revoked: String? = nil, required: Int = 1, every: Int? = nil) {
    self.signers = signers
    self.revoked = revoked
    self.required = required
    self.every = every
  }
}

extension SignOff {
  static func read(_ policy: Section) -> SignOff? {
    guard let section = policy.section("sign_off", expecting: "a map of signers, revoked, required and every") else {
      return nil
    }
    let signers = section.required("signers", .text)
    let revoked = section.value("revoked", .text)
    let required = section.value("required", .number(1...9), default: 1)
    let every = section.value("every", .duration)
    section.close()
    return signers.map { SignOff(signers: $0, revoked: revoked, required: required, every: every) }
  }
}

/// How long nights are kept, in seconds: each of them, and then one a month.
package struct Retain: Equatable, Sendable {
  package var nightly: Int
  package var monthly: Int

  /// A quarter of nights and seven years of months.
  package static let standard = Retain(nightly: 90 * 86_400, monthly: 7 * 365 * 86_400)

  package init(nightly: Int, monthly: Int) {
    self.nightly = nightly
    self.monthly = monthly
  }
}

extension Retain {
  static func read(_ policy: Section) -> Retain? {
    guard let section = policy.section("retain", expecting: "a map of nightly and monthly") else { return nil }
    let nightly = section.value("nightly", .duration, default: Retain.standard.nightly)
    let monthly = section.value("monthly", .duration, default: Retain.standard.monthly)
    for (key, value) in [("nightly", nightly), ("monthly", monthly)] where value < 86_400 {
      policy.remarks.error("expected a day or more", at: section.position(of: key), hint: "such as 90d or 7y")
    }
    section.close()
    return Retain(nightly: nightly, monthly: monthly)
  }
}
