import Audit
import Foundation

/// Shows progress on standard error: a line that is drawn over on a terminal, terse lines where it is verbose.
final class ProgressDisplay {
  private let isDrawn: Bool
  private let isVerbose: Bool
  private var lastDrawn = Date.distantPast
  private let started = Date()
  private var began = Date()
  private var isOpen = false

  init(isQuiet: Bool, isVerbose: Bool) {
    isDrawn = Terminal.isErrorTerminal && !isQuiet
    self.isVerbose = isVerbose && !isQuiet
  }

  func show(_ progress: NightProgress) {
    switch progress {
    case .reading(let source, let bytes, let total, let records):
      if bytes == 0 || records == 0 { began = Date() }
      let rate = Double(records) / max(Date().timeIntervalSince(began), 0.001)
      let percent = total > 0 ? bytes * 100 / total : 100
      draw("\(source): \(records) rows, \(percent) %, \(Int(rate)) rows/s", always: false)
    case .read(let source, let records):
      began = Date()
      line("\(source): \(records) rows read")
    case .linking: step("linking")
    case .rule(let number, let all, let id): step("rules: \(number) of \(all), \(id)")
    case .comparing: step("comparing with the nights before")
    case .rendering: step("writing the report")
    }
  }

  private func step(_ text: String) {
    line(text)
    draw(text, always: true)
  }

  private func line(_ text: String) {
    guard isVerbose else { return }
    clear()
    let milliseconds = Int(Date().timeIntervalSince(started) * 1000)
    Terminal.say("\(milliseconds) ms: \(text)")
  }

  private func draw(_ text: String, always: Bool) {
    guard isDrawn, always || Date().timeIntervalSince(lastDrawn) > 0.1 else { return }
    lastDrawn = Date()
    isOpen = true
    Terminal.draw("\r\u{1B}[K" + text)
  }

  /// Removes the drawn line.
  func clear() {
    guard isOpen else { return }
    isOpen = false
    Terminal.draw("\r\u{1B}[K")
  }
}
