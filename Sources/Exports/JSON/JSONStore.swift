/// Memory for plain values that outlives a call, without the checks of Array.
///
/// Advice to whoever changes this: indices are not checked, so every use must know its bound; copies share the memory, and
/// only the one that grew it knows where it is. Grow it only at an end, never while a pointer into it is held. The old
/// memory is given up by hand: left to reference counting, release builds gave it up before it was copied.
struct JSONStore<Element> {
  private final class Owner {
    var memory: UnsafeMutableBufferPointer<Element>

    init(_ memory: UnsafeMutableBufferPointer<Element>) { self.memory = memory }

    deinit {
      memory.deinitialize()
      memory.deallocate()
    }
  }

  private let owner: Owner
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var capacity: Int

  init(repeating value: Element, count: Int) {
    capacity = max(count, 1)
    base = .allocate(capacity: capacity)
    base.initialize(repeating: value, count: capacity)
    owner = Owner(UnsafeMutableBufferPointer(start: base, count: capacity))
  }

  @inline(__always)
  subscript(_ index: Int) -> Element {
    get { base[index] }
    nonmutating set { base[index] = newValue }
  }

  /// Doubles the memory; what is new is filled with `value`.
  @inline(never)
  mutating func grow(filling value: Element) {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: base, count: capacity)
    (larger + capacity).initialize(repeating: value, count: capacity)
    base.deallocate()
    base = larger
    capacity *= 2
    owner.memory = UnsafeMutableBufferPointer(start: base, count: capacity)
  }
}
