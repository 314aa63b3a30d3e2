import Records

/// Finds records in bytes. Scanners know nothing of fields: they give, for each record, where the text of each input
/// (a CSV column, a JSON path) stands.
///
/// The block is the scanner's to change inside a record that it delivers: quotes and escapes are undone in place, and
/// only then, so that a record which turns out to be incomplete can be scanned again from its beginning in the next,
/// larger block.
protocol RecordScanner {
  /// What the inputs are, in the order of the cells: headers, or JSON paths as the mapping writes them.
  var inputs: [String] { get }

  /// Scans all complete records of `block[from..<to]`.
  /// - Parameters:
  ///   - offset: the place in the file of `block[0]`, for positions.
  ///   - isLast: whether the file ends at `to`.
  ///   - mapper: is given each record.
  /// - Returns: the end of the last complete record: what follows is given again in front of the next block. When it
  ///   equals `from` and nothing was found, the block is too small for one record.
  mutating func scan(
    _ block: UnsafeMutablePointer<UInt8>, from: Int, to: Int, offset: Int, isLast: Bool, into mapper: RecordMapper
  ) throws(ExportRefusal) -> Int

  /// Called once after the last block. Refuses a file that ended too early.
  mutating func finish(offset: Int, into mapper: RecordMapper) throws(ExportRefusal)
}
