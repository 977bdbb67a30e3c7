import Foundation

/// A prefix in the beam: a line of finished words and the way into one more, or the gap after them.
///
/// All alignments of one prefix are summed. Its times follow the alignment that gave it the most.
struct Hypothesis {
  /// Hash of the finished words, 64 well-mixed bits: equal means the same words.
  var history: UInt64
  /// Trie node of the unfinished word; the root is the gap between words.
  var node: Int32
  /// The last finished word, or -1.
  var trace: Int32 = -1
  /// The language model's state after the finished words.
  var state: LanguageModel.State
  /// Natural-log language score of the finished words, without weight.
  var language: Double = 0
  /// Weighted language score and bonuses of the finished words.
  var prior: Double = 0
  /// Log-probability of the alignments that end in a blank; in the gap, of all of them.
  var blank = -Double.infinity
  /// Log-probability of the alignments that end in the node's symbol.
  var label = -Double.infinity
  /// The largest summand so far in this frame.
  var heaviest = -Double.infinity
  /// Where the unfinished word is in time, and how sure its letters are.
  var span = WordSpan()
}

/// Place and certainty of the word that a hypothesis is in.
struct WordSpan {
  /// Frame of the first letter.
  var first: Int32 = 0
  /// Last frame of the last letter.
  var last: Int32 = 0
  /// Sum over the finished letters of each one's best log-probability.
  var logCertainty: Float = 0
  /// Best log-probability of the last letter so far.
  var peak: Float = 0
  /// Letters so far.
  var letterCount: Int32 = 0
}

/// A finished word of a hypothesis: a link of the chain back to the first word.
struct WordTrace {
  var parent: Int32
  /// The lexicon's index.
  var word: Int32
  var span: WordSpan
}

/// The hypotheses of one frame, found by prefix; grows as needed and allocates nothing otherwise.
final class HypothesisTable {
  private(set) var count = 0
  private(set) var hypotheses: UnsafeMutablePointer<Hypothesis>
  private var capacity: Int
  /// Open addressing: index of a hypothesis plus 1 in the low half, the round in the high half.
  private var slots: UnsafeMutablePointer<UInt64>
  private var slotMask: Int
  private var round: UInt64 = 1

  init(capacity: Int) {
    self.capacity = max(capacity, 64)
    hypotheses = .allocate(capacity: self.capacity)
    let slotCount = Self.slotCount(for: self.capacity)
    slots = .allocate(capacity: slotCount)
    slots.initialize(repeating: 0, count: slotCount)
    slotMask = slotCount - 1
  }

  deinit {
    hypotheses.deallocate()
    slots.deallocate()
  }

  func removeAll() {
    count = 0
    round = (round + 1) & 0xffff_ffff
    if round == 0 {
      slots.update(repeating: 0, count: slotMask + 1)
      round = 1
    }
  }

  /// Makes room for `additional` more, so that pointers that `find` gives stay good meanwhile.
  func reserve(_ additional: Int) {
    guard count + additional > capacity else { return }
    capacity = max(capacity * 2, count + additional)
    let larger = UnsafeMutablePointer<Hypothesis>.allocate(capacity: capacity)
    larger.moveInitialize(from: hypotheses, count: count)
    hypotheses.deallocate()
    hypotheses = larger
    slots.deallocate()
    let slotCount = Self.slotCount(for: capacity)
    slots = .allocate(capacity: slotCount)
    slots.initialize(repeating: 0, count: slotCount)
    slotMask = slotCount - 1
    for index in 0..<count {
      let slot = freeSlot(history: hypotheses[index].history, node: hypotheses[index].node).slot
      slots[slot] = round << 32 | UInt64(index + 1)
    }
  }

  /// The hypothesis of a prefix; nil, and a place to put it, if there is none yet.
  @inline(__always)
  func find(history: UInt64, node: Int32) -> (found: UnsafeMutablePointer<Hypothesis>?, slot: Int) {
    let place = freeSlot(history: history, node: node)
    return (place.index.map { hypotheses + $0 }, place.slot)
  }

  @inline(__always)
  func insert(_ hypothesis: Hypothesis, at slot: Int) -> UnsafeMutablePointer<Hypothesis> {
    (hypotheses + count).initialize(to: hypothesis)
    count += 1
    slots[slot] = round << 32 | UInt64(count)
    return hypotheses + (count - 1)
  }

  /// Adds a hypothesis that nobody will look for; room must have been reserved.
  @inline(__always)
  func append(_ hypothesis: Hypothesis) {
    (hypotheses + count).initialize(to: hypothesis)
    count += 1
  }

  @inline(__always)
  private func freeSlot(history: UInt64, node: Int32) -> (index: Int?, slot: Int) {
    let hash = (history ^ UInt64(UInt32(bitPattern: node))) &* 0x9e37_79b9_7f4a_7c15
    var slot = Int(truncatingIfNeeded: hash >> 20) & slotMask
    while slots[slot] >> 32 == round {
      let index = Int(slots[slot] & 0xffff_ffff) - 1
      if hypotheses[index].history == history, hypotheses[index].node == node {
        return (index, slot)
      }
      slot = (slot + 1) & slotMask
    }
    return (nil, slot)
  }

  private static func slotCount(for capacity: Int) -> Int {
    var count = 256
    while count < 2 * capacity { count *= 2 }
    return count
  }
}

extension UInt64 {
  /// The hash of a line of words with one more word (the finalizer is splitmix64's).
  @inline(__always)
  func appendingWord(_ word: Int32) -> UInt64 {
    var mixed = (self ^ UInt64(UInt32(bitPattern: word))) &+ 0x9e37_79b9_7f4a_7c15
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}

/// ln(eᵃ + eᵇ).
@inline(__always)
func logSum(_ a: Double, _ b: Double) -> Double {
  let high = a > b ? a : b
  let low = a > b ? b : a
  // Below e⁻³⁷ the smaller one is lost in a Double anyway.
  guard low - high > -37 else { return high }
  return high + log1p(exp(low - high))
}
