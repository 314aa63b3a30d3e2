/// A row came after one that stands behind it in the report. No report is better than one with a row out of place.
package struct RowOrderError: Error, CustomStringConvertible {
  package let fileName: String
  /// The id of the finding.
  package let row: String

  package var description: String { "\(fileName): the finding \(row) came out of report order" }
}
