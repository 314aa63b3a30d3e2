package import Exports
import Records

/// How well a preset fits a file, by the headers that the file has.
package struct PresetFit: Sendable {
  package var preset: String
  /// Fields that it gives of this file, in the order of the kind.
  package var fields: [String]
  /// Headers or paths of the file that it takes nothing from.
  package var unused: [String]
  /// Whether the fields that every record of the kind must have are among them.
  package var isWhole: Bool

  /// - Parameter mapping: of the preset, or of a source of the policy.
  package init(_ name: String, _ mapping: SourceMapping, _ outline: ExportOutline) {
    preset = name
    var fields: [String] = []
    var headers: [String] = []
    for field in mapping.shape.fields where !field.isDerived {
      var known = mapping.columns[field.name] ?? []
      if field.name == "roles", !known.contains(where: outline.has) { known = mapping.roleColumns.map(\.header) }
      guard known.contains(where: outline.has) else { continue }
      fields.append(field.name)
      headers += known
    }
    self.fields = fields
    unused = outline.unused(headers)
    isWhole =
      mapping.shape.fields.allSatisfy { !$0.isRequired || fields.contains($0.name) }
      && (mapping.shape.kind != .roster || fields.contains("employee_number") || fields.contains("email"))
  }

  /// The presets that can read the file, the best first: whole records before others, then by the number of fields.
  package static func rank(_ presets: [Preset], _ mapping: SourceMapping, _ outline: ExportOutline) -> [PresetFit] {
    presets.compactMap { preset -> PresetFit? in
      guard let source = preset.source(mapping.shape.kind) else { return nil }
      let fit = PresetFit(preset.name, source.mapping(source: mapping.source, shape: mapping.shape), outline)
      return fit.isWhole ? fit : nil
    }.sorted { ($1.fields.count, $0.preset) < ($0.fields.count, $1.preset) }
  }
}
