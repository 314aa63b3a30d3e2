import Records
import Testing

@Suite("A point in time")
struct InstantTests {
  @Test(
    "is written in UTC to the second",
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (-86_400, "1969-12-31T00:00:00Z"),
      (-86_401, "1969-12-30T23:59:59Z"), (951_782_399, "2000-02-28T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
      (1_795_226_400, "2026-11-21T02:00:00Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
    ])
  func texts(seconds: Int, text: String) {
    #expect(Instant(seconds: seconds).iso == text)
  }

  @Test("lies on the day that its text begins with")
  func days() {
    for seconds in stride(from: -200_000, through: 200_000, by: 1_799) {
      let instant = Instant(seconds: seconds)
      #expect(instant.iso.hasPrefix(instant.day.iso))
    }
  }

  @Test("changes its day at midnight, before and after 1970")
  func midnight() {
    for day in [-20_000, -1, 0, 1, 20_778] {
      #expect(Instant(seconds: day * 86_400 - 1).day == Day(number: day - 1))
      #expect(Instant(seconds: day * 86_400).day == Day(number: day))
      #expect(Instant(seconds: day * 86_400 + 86_399).day == Day(number: day))
    }
  }

  @Test("comes before every later one")
  func order() {
    #expect(Instant(seconds: -1) < Instant(seconds: 0))
    #expect(!(Instant(seconds: 5) < Instant(seconds: 5)))
    #expect(Instant(seconds: 5) == Instant(seconds: 5))
  }
}
