/// What a night is doing, for whoever watches; nothing in a result depends on it.
package enum NightProgress: Sendable {
  case reading(source: String, bytes: Int, of: Int, records: Int)
  case read(source: String, records: Int)
  case linking
  case rule(Int, of: Int, id: String)
  case comparing
  case rendering
}
