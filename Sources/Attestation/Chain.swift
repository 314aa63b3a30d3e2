package import Records

/// One link of the chain: what was kept, bound to all that was kept before it. Values are as they were read, for a link
/// that was tampered with must be looked at too.
package struct ChainLink: Equatable, Sendable {
  /// What a link stands for.
  package enum Kind: String, CaseIterable, Sendable { case run, report, review, signature, prune }

  /// 1, 2, 3 …
  package var number: Int
  package var kind: String
  package var run: Int
  /// Number of the review, the signature or the pruning.
  package var item: Int
  /// Digest of what it stands for, in hexadecimal digits, as are the next two.
  package var content: String
  package var previous: String
  package var head: String

  package init(number: Int, kind: String, run: Int, item: Int, content: String, previous: String, head: String) {
    self.number = number
    self.kind = kind
    self.run = run
    self.item = item
    self.content = content
    self.previous = previous
    self.head = head
  }

  /// The head that belongs to the values of the link.
  package var rightHead: String {
    let parts = ["rollcall-chain/1", previous, String(number), kind, String(run), String(item), content]
    return SHA256Stream.digest(pieces: parts.map { Array($0.utf8) }).hex
  }
}

/// The order in which everything was kept. Whoever changes, removes or adds a link must change every head behind it, and
/// cannot change those that have left the host.
package enum Chain {
  /// What the first link follows.
  package static let origin = String(repeating: "0", count: 64)

  /// The link that follows the last one.
  package static func link(
    after last: ChainLink?, kind: ChainLink.Kind, run: Int, item: Int = 0, content: Digest
  ) -> ChainLink {
    var link = ChainLink(
      number: (last?.number ?? 0) + 1, kind: kind.rawValue, run: run, item: item, content: content.hex,
      previous: last?.head ?? origin, head: "")
    link.head = link.rightHead
    return link
  }

  /// The first link that does not hold, and why; nil where the chain is whole in itself.
  package static func firstFault(in links: [ChainLink]) -> (link: Int, reason: String)? {
    var before = origin
    for (index, link) in links.enumerated() {
      let number = index + 1
      if link.number != number { return (number, "it is missing; the next one is link \(link.number)") }
      if ChainLink.Kind(rawValue: link.kind) == nil { return (number, "it stands for nothing that is known") }
      if link.previous != before { return (number, "it does not follow the link before it") }
      if link.head != link.rightHead { return (number, "its head is not that of its values") }
      before = link.head
    }
    return nil
  }
}
