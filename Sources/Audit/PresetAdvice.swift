import Exports
import Policy
import Records

/// Which preset fits each export best, by its real headers or keys; for `rollcall check`.
struct PresetAdvice {
  private let workspace: Workspace
  private let presets: [Preset]

  init(_ workspace: Workspace) {
    self.workspace = workspace
    presets = Workspace.shippedPresets.compactMap { Preset.read($0).preset }
  }

  /// A line or two a source that is there.
  var lines: [String] { workspace.policy.sources.flatMap(advise) }

  private func advise(_ source: SourcePolicy) -> [String] {
    guard let path = Glob.matches(source.path, in: workspace.path("")).first,
      let file = try? ExportFile(path: workspace.path(path), name: path),
      let outline = ExportOutline(file, mapping: source.mapping)
    else { return [] }
    let ranks = PresetFit.rank(presets, source.mapping, outline)
    let own = PresetFit(source.preset ?? "", source.mapping, outline)
    let best = ranks.first
    var lines: [String] = []
    if let preset = source.preset {
      lines.append("  \(source.name): preset \(preset), with the policy's columns \(PresetAdvice.text(own))")
      let alone = ranks.first { $0.preset == preset }?.fields.count ?? 0
      if let best, best.preset != preset, best.fields.count > max(alone, own.fields.count) {
        lines.append(
          "    preset \(best.preset) gives more, \(best.fields.count) fields: is the export really of '\(preset)'?")
      }
    } else if let best {
      let mapped = source.mapping.demanded.isEmpty ? "no preset is named" : "the policy maps \(own.fields.count) fields"
      lines.append("  \(source.name): \(mapped); preset \(best.preset) fits best: it \(PresetAdvice.text(best))")
    } else {
      lines.append("  \(source.name): no preset fits these headers")
    }
    let others = ranks.filter { $0.preset != (source.preset ?? best?.preset) }.prefix(4)
    if !others.isEmpty {
      lines.append(
        "    others: "
          + others.map { "\($0.preset) \($0.fields.count) (\($0.unused.count) not used)" }
          .joined(separator: ", "))
    }
    return lines
  }

  private static func text(_ fit: PresetFit) -> String {
    var text = "gives \(fit.fields.count) fields (\(fit.fields.joined(separator: ", ")))"
    // A file without a header has somebody's data where its names should be.
    if !fit.unused.isEmpty, !fit.fields.isEmpty {
      let more = fit.unused.count > 20 ? " and \(fit.unused.count - 20) more" : ""
      text += "; not used: \(fit.unused.prefix(20).joined(separator: ", "))\(more)"
    }
    return text
  }
}
