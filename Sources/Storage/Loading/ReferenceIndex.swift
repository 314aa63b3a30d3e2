/// Which profile of the same account a name stands for that another record writes: by id, else user name, else e-mail; of
/// several with one user name or e-mail, the smallest id. `schema/links/reference.sql` says the same in SQL.
///
/// Names are few and profiles many: the names are gathered first, and then each profile is held against them as it is read.
struct ReferenceIndex {
  /// The best profile so far for one name, 0 for none, with the id where it must be compared.
  private struct Best {
    var row: Int32 = 0
    var id: [UInt8] = []
  }

  private var exact = HashTable()
  private var lowered = HashTable()
  private var byID: [Int32] = []
  private var byUserName: [Best] = []
  private var byEmail: [Best] = []

  /// Asks for a name: its hash as written, and with A-Z lowered. 0 stands for no name.
  mutating func want(exact key: UInt64, lowered other: UInt64) {
    if key != 0, exact[key] == nil {
      exact.set(key, byID.count)
      byID.append(0)
    }
    if other != 0, lowered[other] == nil {
      lowered.set(other, byUserName.count)
      byUserName.append(Best())
      byEmail.append(Best())
    }
  }

  /// Holds a profile against the names that are asked for.
  @inline(__always)
  mutating func offer(row: Int, id: UInt64, userName: UInt64, email: UInt64, idText: () -> [UInt8]) {
    if id != 0, let entry = exact[id] { byID[entry] = Int32(truncatingIfNeeded: row) }
    if userName != 0, let entry = lowered[userName] { ReferenceIndex.improve(&byUserName[entry], row, idText()) }
    if email != 0, let entry = lowered[email] { ReferenceIndex.improve(&byEmail[entry], row, idText()) }
  }

  private static func improve(_ best: inout Best, _ row: Int, _ id: [UInt8]) {
    guard best.row == 0 || id.lexicographicallyPrecedes(best.id) else { return }
    best = Best(row: Int32(truncatingIfNeeded: row), id: id)
  }

  /// The profile, or 0.
  func find(exact key: UInt64, lowered other: UInt64) -> Int {
    if key != 0, let entry = exact[key], byID[entry] != 0 { return Int(byID[entry]) }
    guard other != 0, let entry = lowered[other] else { return 0 }
    return Int(byUserName[entry].row != 0 ? byUserName[entry].row : byEmail[entry].row)
  }
}
