import ArgumentParser

/// What guards may let pass, of commands that read exports.
struct AllowOptions: ParsableArguments {
  @Option(
    name: .customLong("allow"),
    help: ArgumentHelp(
      "Lets an export pass a guard for this run, with a reason: shrunk:users=\"Berlin site sold, CHG-1\". Repeatable.",
      valueName: "guard:source=reason"))
  var allowed: [String] = []
}
