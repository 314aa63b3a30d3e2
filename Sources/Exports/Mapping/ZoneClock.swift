import Foundation
import Records

/// The clock of one time zone: what the wall showed at a point in time. Offsets are asked for once a quarter of an hour of data:
/// no zone has changed its clock in between since 1972.
final class ZoneClock {
  let isUTC: Bool
  private let zone: TimeZone
  private var offsets: [Int: Int] = [:]

  /// Nil where the system's time zone data has no such zone.
  init?(_ identifier: String) {
    guard let zone = TimeZone(identifier: identifier) else { return nil }
    self.zone = zone
    isUTC = ["UTC", "Etc/UTC", "GMT", "Z"].contains(identifier)
  }

  /// Seconds that the zone is ahead of UTC.
  func offset(at instant: Instant) -> Int {
    if isUTC { return 0 }
    let quarter = Int((Double(instant.seconds) / 900).rounded(.down))
    if let known = offsets[quarter] { return known }
    let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(instant.seconds)))
    offsets[quarter] = offset
    return offset
  }

  /// The point in time at which the wall showed this; the earlier one where it showed it twice.
  func instant(wall seconds: Int) -> Instant {
    if isUTC { return Instant(seconds: seconds) }
    let before = offset(at: Instant(seconds: seconds - 86_400))
    let first = Instant(seconds: seconds - before)
    if offset(at: first) == before { return first }
    return Instant(seconds: seconds - offset(at: first))
  }
}
