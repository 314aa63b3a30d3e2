/// What a guard does when it has something against an export.
package enum GuardAction: String, CaseIterable, Sendable {
  /// Ends the night before anything is believed, unless the command line allows it for this run.
  case refuse
  /// Goes on, and makes a finding of it.
  case warn
  /// Is not asked.
  case off
}

/// A guard that a policy may set.
package struct KnownGuard: Sendable {
  package var name: String
  /// What it does where the policy says nothing.
  package var standard: GuardAction

  package init(name: String, standard: GuardAction) {
    self.name = name
    self.standard = standard
  }
}

/// The limits of one source's guards, and what each guard does when it is crossed.
package struct GuardSettings: Sendable {
  /// By name of the guard; those that the policy names.
  package var actions: [String: GuardAction] = [:]
  /// Records that must at least be there.
  package var minRows = 1
  /// Seconds; from here on an export is old, though not too old. Nil: three quarters of `max_age`.
  package var warnAge: Int?
  /// Seconds by which a file may be newer than the clock.
  package var maxFuture = 3600
  /// Nights in which the same bytes may come. Nil: as many as the kind of source allows.
  package var maxUnchanged: Int?
  /// Percent of last night's rows that may be added without a word.
  package var maxGrowth = 50
  /// Percent of last night's privileged profiles that may be added without a word.
  package var maxAdminGrowth = 20

  package init() {}

  static func read(_ section: Section, _ known: [KnownGuard]) -> GuardSettings {
    var settings = GuardSettings()
    settings.minRows = section.value("min_rows", .number(0...100_000_000), default: settings.minRows)
    settings.warnAge = section.value("warn_age", .duration)
    settings.maxFuture = section.value("max_future", .duration, default: settings.maxFuture)
    settings.maxUnchanged = section.value("max_unchanged", .number(1...10_000))
    settings.maxGrowth = section.value(
      "max_growth", .number(1...100_000, isPercentage: true), default: settings.maxGrowth)
    settings.maxAdminGrowth = section.value(
      "max_admin_growth", .number(1...100_000, isPercentage: true), default: settings.maxAdminGrowth)
    settings.actions = actions(section, known)
    return settings
  }

  /// The map under `guards:`.
  static func actions(_ section: Section, _ known: [KnownGuard]) -> [String: GuardAction] {
    guard let map = section.section("guards", expecting: "a map of guards, each with refuse, warn or off") else {
      return [:]
    }
    var actions: [String: GuardAction] = [:]
    for guardian in known {
      if let action = map.value(guardian.name, Form<GuardAction>.word(of: "word for a guard")) {
        actions[guardian.name] = action
      }
    }
    map.close()
    return actions
  }
}
