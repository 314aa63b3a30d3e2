/// Which profile of the same account a name stands for that another record writes: by id, else user name, else e-mail; of
/// several with one user name or e-mail, the smallest id. `schema/links/reference.sql` says the same in SQL.
///
/// Names are few and profiles many: the names are gathered first, and then each profile is held against them as it is read.
struct ReferenceIndex {
  /// What a record asks for: entries, from 1; 0 where it names nothing.
  struct Name {
    fileprivate var exact: Int32 = 0
    fileprivate var lowered: Int32 = 0
  }

  private var exact = HashTable()
  private var lowered = HashTable()
  /// The best profile so far for each name, 0 for none; entry 0 stays free.
  private var byID: [Int32] = [0]
  private var byUserName: [Int32] = [0]
  private var byEmail: [Int32] = [0]

  /// Asks for a name: its hash as written, and with A-Z lowered. 0 stands for no name.
  mutating func want(exact key: UInt64, lowered other: UInt64) -> Name {
    var name = Name()
    if key != 0 {
      if exact[key] == nil {
        exact.set(key, byID.count)
        byID.append(0)
      }
      name.exact = Int32(truncatingIfNeeded: exact[key] ?? 0)
    }
    if other != 0 {
      if lowered[other] == nil {
        lowered.set(other, byUserName.count)
        byUserName.append(0)
        byEmail.append(0)
      }
      name.lowered = Int32(truncatingIfNeeded: lowered[other] ?? 0)
    }
    return name
  }

  /// Holds a profile against the names that are asked for.
  /// - Parameter isBefore: whether the id of this profile is smaller than that of a row; asked where two have one name.
  @inline(__always)
  mutating func offer(
    row: Int, id: UInt64, userName: UInt64, email: UInt64, isBefore: (_ row: Int) throws -> Bool
  ) rethrows {
    if id != 0, let entry = exact[id] { byID[entry] = Int32(truncatingIfNeeded: row) }
    if userName != 0, let entry = lowered[userName] { try ReferenceIndex.improve(&byUserName[entry], row, isBefore) }
    if email != 0, let entry = lowered[email] { try ReferenceIndex.improve(&byEmail[entry], row, isBefore) }
  }

  private static func improve(_ best: inout Int32, _ row: Int, _ isBefore: (Int) throws -> Bool) rethrows {
    if try best == 0 || isBefore(Int(best)) { best = Int32(truncatingIfNeeded: row) }
  }

  /// The profile, or 0.
  func find(_ name: Name) -> Int {
    if byID[Int(name.exact)] != 0 { return Int(byID[Int(name.exact)]) }
    let entry = Int(name.lowered)
    return Int(byUserName[entry] != 0 ? byUserName[entry] : byEmail[entry])
  }
}
