/// A setting as it holds tonight, and where it comes from; for `rollcall check`.
package struct EffectiveValue: Equatable, Sendable {
  /// `sources[2].max_rejected`; lists count from 0.
  package var path: String
  /// As the policy would write it.
  package var value: String
  /// `rollcall.yml:14`, `default`, or `from accounts` where the only account of the policy is every record's account.
  package var origin: String

  package init(path: String, value: String, origin: String) {
    self.path = path
    self.value = value
    self.origin = origin
  }
}
