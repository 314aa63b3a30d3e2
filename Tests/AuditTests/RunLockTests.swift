import Foundation
import Testing

@testable import Audit

@Suite struct RunLockTests {
  @Test("a second lock is refused while the first is held, and given when it is let go")
  func excludes() throws {
    let company = try Company()
    let path = company.file("rollcall.db.lock")
    var first: RunLock? = try RunLock(path, note: "first\n")
    #expect(first != nil)
    #expect(failure { _ = try RunLock(path, note: "second\n") }?.status == .locked)
    #expect(try company.text("rollcall.db.lock") == "first\n")
    first = nil
    let third = try RunLock(path, note: "3\n")
    #expect(try company.text("rollcall.db.lock") == "3\n")
    withExtendedLifetime(third) {}
  }

  @Test("a night that meets the lock changes nothing, and says who holds it")
  func night() throws {
    let company = try Company()
    let lock = try RunLock(company.file("rollcall.db.lock"), note: "somebody\n")
    let before = try company.snapshot()
    let failure = failure { try company.night() }
    #expect(failure?.status == .locked)
    #expect(failure?.lines.first?.contains("rollcall.db.lock") == true)
    #expect(try company.snapshot() == before)
    withExtendedLifetime(lock) {}
  }

  @Test("the lock is never taken through a link, and its file is never removed")
  func link() throws {
    let company = try Company()
    try FileManager.default.createSymbolicLink(
      atPath: company.file("rollcall.db.lock"), withDestinationPath: "rollcall.yml")
    #expect(failure { _ = try RunLock(company.file("rollcall.db.lock"), note: "x") }?.status == .storage)
    #expect(try company.text("rollcall.yml") == Company.policy)
    try company.remove("rollcall.db.lock")
    try company.night()
    #expect(FileManager.default.fileExists(atPath: company.file("rollcall.db.lock")))
  }
}
