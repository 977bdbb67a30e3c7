/// A beam search under way: takes rows of posteriors, tells the best words so far, and ends.
///
/// Rows may come one by one or all at once; the result is the same bit for bit.
public final class BeamSearchStream {
  private let search: SearchSpace
  private let options: BeamSearchDecoder.Options
  private let secondsPerFrame: Double
  private let beamWidth: Int
  private var frame: Int32 = 0
  private var beam: HypothesisTable
  private var next: HypothesisTable
  private var traces: [WordTrace] = []
  private var traceLimit = 1 << 15
  private var letters: [Int] = []
  private var scores: [Double] = []
  private var ranking: [Double] = []

  init(search: SearchSpace, options: BeamSearchDecoder.Options, secondsPerFrame: Double) {
    self.search = search
    self.options = options
    self.secondsPerFrame = secondsPerFrame
    beamWidth = max(1, options.beamWidth)
    beam = HypothesisTable(capacity: min(beamWidth, 4096) * 8)
    next = HypothesisTable(capacity: min(beamWidth, 4096) * 8)
    start()
  }

  /// Takes whole rows of log-probabilities, shape `[T, V]`; a last partial row is dropped.
  public func push(_ rows: UnsafeBufferPointer<Float>) {
    for index in 0..<(rows.count / search.symbolCount) {
      let start = index * search.symbolCount
      step(UnsafeBufferPointer(rebasing: rows[start..<(start + search.symbolCount)]))
    }
  }

  /// The best words if the recording ended here.
  public func partial() -> Transcript { endings(limit: 1).first ?? Self.nothing }

  /// The best transcripts, best first; afterwards the stream is ready for another recording.
  public func finish() -> [Transcript] {
    defer { start() }
    let endings = endings(limit: max(1, options.alternatives))
    return endings.isEmpty ? [Self.nothing] : endings
  }

  /// What comes of rows that no line of words explains, such as rows that are not numbers.
  private static let nothing = Transcript(words: [], acousticScore: -.infinity, score: -.infinity)

  private func start() {
    frame = 0
    traces.removeAll(keepingCapacity: true)
    beam.removeAll()
    var silence = Hypothesis(
      history: 0, node: 0, state: search.languageModel?.startState ?? .init(entry: 0))
    silence.blank = 0
    beam.append(silence)
  }
}

// MARK: - One frame

extension BeamSearchStream {
  private func step(_ row: UnsafeBufferPointer<Float>) {
    letters.removeAll(keepingCapacity: true)
    for symbol in 0..<row.count
    where symbol != search.blank && symbol != search.wordBoundary
      && Double(row[symbol]) >= options.symbolThreshold
    { letters.append(symbol) }
    next.removeAll()
    for index in 0..<beam.count {
      next.reserve(2 * letters.count + 3)
      let source = beam.hypotheses + index
      if source.pointee.node == 0 {
        extendGap(source.pointee, row)
      } else {
        extendWord(source.pointee, row)
      }
    }
    prune()
    frame += 1
    if traces.count > traceLimit { dropDeadTraces() }
  }

  private func extendGap(_ source: Hypothesis, _ row: UnsafeBufferPointer<Float>) {
    let stay = logSum(Double(row[search.blank]), Double(row[search.wordBoundary]))
    add(source.blank + stay, blank: true, to: source)
    for letter in letters {
      guard let child = search.lexicon.child(of: 0, by: letter) else { continue }
      beginWord(source, child: child, weight: source.blank + Double(row[letter]), row[letter])
    }
  }

  private func extendWord(_ source: Hypothesis, _ row: UnsafeBufferPointer<Float>) {
    let node = Int(source.node)
    let total = logSum(source.blank, source.label)
    add(total + Double(row[search.blank]), blank: true, to: source)
    let symbol = Int(search.lexicon.symbolAtNode[node])
    var target = source
    target.span.last = frame
    target.span.peak = max(source.span.peak, row[symbol])
    add(source.label + Double(row[symbol]), blank: false, to: target)
    for letter in letters {
      guard let child = search.lexicon.child(of: node, by: letter) else { continue }
      // A doubled letter needs a blank between.
      let before = letter == symbol ? source.blank : total
      guard before > -.infinity else { continue }
      target = source
      target.node = Int32(child)
      target.span.last = frame
      target.span.logCertainty += source.span.peak
      target.span.peak = row[letter]
      target.span.letterCount += 1
      add(before + Double(row[letter]), blank: false, to: target)
    }
    guard search.lexicon.wordAtNode[node] >= 0 else { return }
    let boundary = row[search.wordBoundary]
    let ends = Double(boundary) >= options.symbolThreshold
    guard ends || options.missingBoundaryPenalty != nil else { return }
    let ended = endWord(source)
    if ends { add(total + Double(boundary), blank: true, to: ended) }
    guard let penalty = options.missingBoundaryPenalty else { return }
    for letter in letters {
      guard let child = search.lexicon.child(of: 0, by: letter) else { continue }
      let before = (letter == symbol ? source.blank : total) - penalty
      guard before > -.infinity else { continue }
      beginWord(ended, child: child, weight: before + Double(row[letter]), row[letter])
    }
  }

  private func beginWord(_ source: Hypothesis, child: Int, weight: Double, _ peak: Float) {
    var target = source
    target.node = Int32(child)
    target.span = WordSpan(first: frame, last: frame, logCertainty: 0, peak: peak, letterCount: 1)
    add(weight, blank: false, to: target)
  }

  /// The hypothesis after the word that ends at a node has been scored, in the gap.
  private func endWord(_ source: Hypothesis) -> Hypothesis {
    let word = search.lexicon.wordAtNode[Int(source.node)]
    var ended = source
    ended.history = source.history.appendingWord(word)
    ended.node = 0
    traces.append(WordTrace(parent: source.trace, word: word, span: source.span))
    ended.trace = Int32(traces.count - 1)
    ended.prior += options.wordBonus
    if let languageModel = search.languageModel {
      let scored = languageModel.logProbability(
        of: search.languageIndex[Int(word)], after: source.state)
      ended.state = scored.state
      ended.language += Double(scored.logProbability)
      ended.prior += options.languageWeight * Double(scored.logProbability)
    }
    return ended
  }

  /// Adds the weight of some alignments to a prefix; `target` tells the prefix and its particulars.
  @inline(__always)
  private func add(_ weight: Double, blank: Bool, to target: Hypothesis) {
    guard weight > -.infinity else { return }
    let place = next.find(history: target.history, node: target.node)
    if let found = place.found {
      if weight > found.pointee.heaviest {
        found.pointee.heaviest = weight
        found.pointee.trace = target.trace
        found.pointee.span = target.span
      }
      if blank {
        found.pointee.blank = logSum(found.pointee.blank, weight)
      } else {
        found.pointee.label = logSum(found.pointee.label, weight)
      }
    } else {
      let added = next.insert(target, at: place.slot)
      added.pointee.heaviest = weight
      added.pointee.blank = blank ? weight : -.infinity
      added.pointee.label = blank ? -.infinity : weight
    }
  }
}

// MARK: - Pruning

extension BeamSearchStream {
  private func score(_ hypothesis: Hypothesis) -> Double {
    logSum(hypothesis.blank, hypothesis.label) + hypothesis.prior
      + search.lookAhead[Int(hypothesis.node)]
  }

  /// Keeps the best of the next hypotheses; of equals, those found first.
  private func prune() {
    scores.removeAll(keepingCapacity: true)
    var best = -Double.infinity
    for index in 0..<next.count {
      let score = score(next.hypotheses[index])
      scores.append(score)
      best = max(best, score)
    }
    var lowest = best - options.beamThreshold
    var above = Int.max
    if next.count > beamWidth {
      ranking.removeAll(keepingCapacity: true)
      ranking.append(contentsOf: scores)
      let cut = ranking.withUnsafeMutableBufferPointer { valueOfRank(beamWidth - 1, in: $0) }
      if cut >= lowest {
        lowest = cut
        above = scores.reduce(0) { $0 + ($1 > cut ? 1 : 0) }
      }
    }
    var room = above == Int.max ? Int.max : beamWidth - above
    beam.removeAll()
    beam.reserve(min(next.count, beamWidth))
    for index in 0..<next.count where scores[index] >= lowest {
      if scores[index] == lowest, above != Int.max {
        guard room > 0 else { continue }
        room -= 1
      }
      beam.append(next.hypotheses[index])
    }
  }

  /// Forgets finished words that no hypothesis leads back to.
  private func dropDeadTraces() {
    var place = [Int32](repeating: -1, count: traces.count)
    for index in 0..<beam.count {
      var trace = beam.hypotheses[index].trace
      while trace >= 0, place[Int(trace)] < 0 {
        place[Int(trace)] = 0
        trace = traces[Int(trace)].parent
      }
    }
    // Parents come before children, so one pass forward renumbers both.
    var live = 0
    for index in traces.indices where place[index] == 0 {
      var trace = traces[index]
      if trace.parent >= 0 { trace.parent = place[Int(trace.parent)] }
      traces[live] = trace
      place[index] = Int32(live)
      live += 1
    }
    traces.removeLast(traces.count - live)
    for index in 0..<beam.count where beam.hypotheses[index].trace >= 0 {
      beam.hypotheses[index].trace = place[Int(beam.hypotheses[index].trace)]
    }
    traceLimit = max(1 << 15, 2 * live)
  }
}

/// The value that stands at `rank` when sorted from high to low (Hoare's quickselect).
private func valueOfRank(_ rank: Int, in values: UnsafeMutableBufferPointer<Double>) -> Double {
  var low = 0
  var high = values.count - 1
  while low < high {
    let pivot = values[(low + high) / 2]
    var left = low
    var right = high
    while left <= right {
      while values[left] > pivot { left += 1 }
      while values[right] < pivot { right -= 1 }
      if left <= right {
        values.swapAt(left, right)
        left += 1
        right -= 1
      }
    }
    if rank <= right {
      high = right
    } else if rank >= left {
      low = left
    } else {
      break
    }
  }
  return values[rank]
}

// MARK: - The end

extension BeamSearchStream {
  /// A line of words that the recording may end with.
  private struct Ending {
    var hypothesis: Hypothesis
    var acoustic: Double
    var score: Double
  }

  private func endings(limit: Int) -> [Transcript] {
    let traceCount = traces.count
    defer { traces.removeLast(traces.count - traceCount) }
    var endings = collectEndings()
    endings.sort { $0.score > $1.score }
    let candidates = endings.map { ending in
      CandidateTranscript(words: words(from: ending.hypothesis.trace), score: ending.score)
    }
    return zip(endings, candidates).prefix(limit).map { ending, candidate in
      let confidences = candidate.wordConfidences(among: candidates)
      return Transcript(
        words: zip(candidate.words, confidences).map(timedWord),
        acousticScore: ending.acoustic, languageScore: ending.hypothesis.language,
        score: ending.score)
    }
  }

  /// Every hypothesis that may end, those with equal words summed.
  ///
  /// If the beam holds only unfinished words, these are dropped: nothing is made up.
  private func collectEndings() -> [Ending] {
    let all = (0..<beam.count).map { beam.hypotheses[$0] }
    var complete = all.filter { $0.node == 0 || search.lexicon.wordAtNode[Int($0.node)] >= 0 }
    if complete.isEmpty {
      complete = all.map {
        var gap = $0; gap.node = 0; return gap
      }
    }
    var endings: [Ending] = []
    var place: [UInt64: Int] = [:]
    for hypothesis in complete {
      let acoustic = logSum(hypothesis.blank, hypothesis.label)
      var ended = hypothesis.node == 0 ? hypothesis : endWord(hypothesis)
      if let index = place[ended.history] {
        if acoustic > endings[index].acoustic {
          endings[index].hypothesis.trace = ended.trace
        }
        endings[index].acoustic = logSum(endings[index].acoustic, acoustic)
        continue
      }
      if let languageModel = search.languageModel {
        let end = languageModel.logProbability(of: languageModel.sentenceEnd, after: ended.state)
        ended.language += Double(end.logProbability)
        ended.prior += options.languageWeight * Double(end.logProbability)
      }
      place[ended.history] = endings.count
      endings.append(Ending(hypothesis: ended, acoustic: acoustic, score: 0))
    }
    for index in endings.indices {
      endings[index].score = endings[index].acoustic + endings[index].hypothesis.prior
    }
    return endings
  }

  private func words(from last: Int32) -> [WordTrace] {
    var words: [WordTrace] = []
    var trace = last
    while trace >= 0 {
      words.append(traces[Int(trace)])
      trace = traces[Int(trace)].parent
    }
    return words.reversed()
  }

  private func timedWord(_ trace: WordTrace, confidence: Double) -> TimedWord {
    TimedWord(
      text: search.lexicon.words[Int(trace.word)],
      start: Double(trace.span.first) * secondsPerFrame,
      end: Double(trace.span.last + 1) * secondsPerFrame, confidence: confidence)
  }
}
