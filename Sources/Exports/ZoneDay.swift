package import Records

/// Days as people in a time zone count them.
package enum ZoneDay {
  package static func isKnown(_ zone: String) -> Bool { ZoneClock(zone) != nil }

  /// The day that the calendar of the zone shows; nil for a zone that the system does not know.
  package static func day(of instant: Instant, in zone: String) -> Day? {
    ZoneClock(zone).map { Instant(seconds: instant.seconds + $0.offset(at: instant)).day }
  }
}
