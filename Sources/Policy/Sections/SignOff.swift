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

/// How long nights are kept, in seconds. Kept, and not acted on by this version.
package struct Retain: Equatable, Sendable {
  package var nightly: Int?
  package var monthly: Int?

  package init(nightly: Int? = nil, monthly: Int? = nil) {
    self.nightly = nightly
    self.monthly = monthly
  }
}

extension Retain {
  static func read(_ policy: Section) -> Retain? {
    guard let section = policy.section("retain", expecting: "a map of nightly and monthly") else { return nil }
    policy.remarks.warning(
      "retain is not read by this version: nothing is removed", at: policy.position(of: "retain"))
    let nightly = section.value("nightly", .duration)
    let monthly = section.value("monthly", .duration)
    section.close()
    return Retain(nightly: nightly, monthly: monthly)
  }
}
