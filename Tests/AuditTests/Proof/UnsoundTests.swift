import Foundation
import Storage
import Testing

@testable import Audit

/// A file whose pages do not add up ends a night and `rollcall verify` alike, though each table can be read.
@Suite struct UnsoundTests {
  private static func refuses(_ company: Company, _ fault: String) throws {
    let before = try company.bytes("rollcall.db")
    for attempt in [{ _ = try company.verify() }, { _ = try company.night("2026-11-22") }] as [() throws -> Void] {
      let failure = failure(attempt)
      #expect(failure?.status == .integrity)
      #expect(failure?.lines.count == 1)
      let line = failure?.lines.first ?? ""
      #expect(line.contains("the database does not hold (") && line.contains(fault), "\(line)")
    }
    #expect(try company.bytes("rollcall.db") == before)
  }

  @Test("a page that has rows and stands in the list of free ones")
  func freeAndUsed() throws {
    let company = try Company()
    try company.night()
    try company.leavePagesFree()
    let root = try company.database().read {
      try $0.integer("select rootpage from sqlite_schema where name = 'person'") ?? 0
    }
    // https://www.sqlite.org/fileformat.html#the_freelist
    var bytes = try company.bytes("rollcall.db")
    func number(_ place: Int) -> Int { bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
    func set(_ place: Int, _ value: Int) {
      for shift in 0..<4 { bytes[place + shift] = UInt8(truncatingIfNeeded: value >> (24 - 8 * shift)) }
    }
    let trunk = (number(32) - 1) * 4096
    let count = number(trunk + 4)
    set(trunk + 8 + 4 * count, root)
    set(trunk + 4, count + 1)
    set(36, number(36) + 1)
    try Data(bytes).write(to: URL(filePath: company.file("rollcall.db")))
    try UnsoundTests.refuses(company, "2nd reference to page \(root)")
  }

  @Test("two tables that share a page")
  func shared() throws {
    let company = try Company()
    try company.night()
    let roots = try company.database().read { connection in
      try connection.rows("select rootpage from sqlite_schema where name in ('crm', 'erp')") { $0.integer(0) ?? 0 }
    }
    try #require(roots.allSatisfy { $0 < 128 })
    // The number of the root page stands in the row of the schema before the text.
    var bytes = try company.bytes("rollcall.db")
    let text = Array("crmcrm".utf8)
    let places = bytes.indices.dropLast(8).filter { bytes[$0..<$0 + 6].elementsEqual(text) }
    for place in places where bytes[place + 6] == UInt8(roots[0]) { bytes[place + 6] = UInt8(roots[1]) }
    try Data(bytes).write(to: URL(filePath: company.file("rollcall.db")))
    try UnsoundTests.refuses(company, "2nd reference to page")
  }
}
