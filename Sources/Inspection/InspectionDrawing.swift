import Recognition

/// The panels over one time axis: waveform, spectrogram, symbol posteriors, words.
struct InspectionDrawing {
  private let inspection: Inspection
  private let plotWidth: Double
  private static let left = 56.0
  private static let right = 16.0
  private static let waveHeight = 90.0
  private static let bandHeight = 160.0
  private static let symbolHeight = 10.0
  private static let letterHeight = 18.0
  private static let wordHeight = 30.0
  private static let gap = 30.0

  init(_ inspection: Inspection) {
    self.inspection = inspection
    plotWidth = min(max(inspection.waveform.duration * 150, 940), 8_000)
  }

  /// Whole width in pixels.
  var width: Double { Self.left + plotWidth + Self.right }

  /// Draws the panels from `top` down.
  ///
  /// - Returns: SVG elements, and where they end.
  func elements(top: Double) -> (markup: String, bottom: Double) {
    var y = top + Self.gap
    var markup = ""
    func panel(_ title: String, height: Double, _ content: (Double) -> String) {
      markup += text(Self.left, y - 8, title, class: "title") + content(y)
      markup +=
        "<rect class='frame' x='\(number(Self.left))' y='\(number(y))' "
        + "width='\(number(plotWidth))' height='\(number(height))'/>\n"
      y += height + Self.gap
    }
    panel("Waveform", height: Self.waveHeight, waveform)
    panel("Log-mel spectrogram, \(inspection.spectrogram.bandCount) bands", height: Self.bandHeight)
    { spectrogram(at: $0) }
    let symbols = Double(inspection.vocabulary.symbols.count) * Self.symbolHeight
    panel("Likeliest letters", height: Self.letterHeight, likeliestLetters)
    panel("Symbol probabilities, from 0.001 to 1", height: symbols, posteriors)
    panel("Words; the darker, the surer", height: Self.wordHeight, words)
    return (markup + axis(at: y - Self.gap), y + 6)
  }

  // MARK: - Panels

  /// The lowest and highest sample under each pixel, as one outline.
  private func waveform(at top: Double) -> String {
    let samples = inspection.waveform.samples
    guard !samples.isEmpty else { return "" }
    let loudest = max(samples.reduce(Float(0)) { max($0, abs($1)) }, 1e-6)
    let columns = min(Int(plotWidth), samples.count)
    let middle = top + Self.waveHeight / 2
    var upper: [String] = []
    var lower: [String] = []
    for column in 0..<columns {
      let part = samples[
        column * samples.count / columns..<(column + 1) * samples.count / columns]
      let x = number(Self.left + (Double(column) + 0.5) * plotWidth / Double(columns))
      let scale = Self.waveHeight / 2 * 0.95 / Double(loudest)
      upper.append("\(x),\(number(middle - Double(part.max() ?? 0) * scale))")
      lower.append("\(x),\(number(middle - Double(part.min() ?? 0) * scale))")
    }
    let points = (upper + lower.reversed()).joined(separator: " ")
    return "<polygon class='wave' points='\(points)'/>\n"
  }

  private func spectrogram(at top: Double) -> String {
    let values = inspection.spectrogram.values.filter(\.isFinite)
    let highest = values.max() ?? 0
    // 70 dB below the loudest band is dark: ln(10^7) = 16.1.
    let range = max(values.min() ?? 0, highest - 16.1)...highest
    let map = HeatMap(
      values: inspection.spectrogram.values, columns: inspection.spectrogram.bandCount,
      range: range, scale: .viridis, widest: Int(plotWidth))
    return image(
      map, top: top, height: Self.bandHeight,
      seconds: Double(inspection.spectrogram.frameCount) * inspection.spectrogram.secondsPerFrame)
  }

  private func posteriors(at top: Double) -> String {
    let posteriors = inspection.posteriors
    let symbols = inspection.vocabulary.symbols
    let map = HeatMap(
      values: posteriors.logProbabilities.map { $0.isFinite ? $0 : -100 },
      columns: posteriors.symbolCount, range: -6.9...0, scale: .ink, widest: Int(plotWidth))
    var markup = image(
      map, top: top, height: Double(symbols.count) * Self.symbolHeight,
      seconds: Double(posteriors.frameCount) * posteriors.secondsPerFrame)
    for (index, symbol) in symbols.enumerated() {
      let y = top + (Double(symbols.count - index) - 0.15) * Self.symbolHeight
      markup += text(Self.left - 6, y, symbol, class: "symbol", anchor: "end")
    }
    return markup
  }

  /// The likeliest symbol where it starts; neither blanks nor word boundaries.
  private func likeliestLetters(at top: Double) -> String {
    let posteriors = inspection.posteriors
    let silent = [inspection.vocabulary.blank, inspection.vocabulary.wordBoundary]
    var previous = inspection.vocabulary.blank
    var markup = ""
    for frame in 0..<posteriors.frameCount {
      let row = posteriors.logProbabilities[
        frame * posteriors.symbolCount..<(frame + 1) * posteriors.symbolCount]
      guard let best = row.indices.max(by: { row[$0] < row[$1] }) else { continue }
      let symbol = best - row.startIndex
      if symbol != previous, !silent.contains(symbol),
        inspection.vocabulary.symbols.indices.contains(symbol)
      {
        let time = (Double(frame) + 0.5) * posteriors.secondsPerFrame
        markup += text(
          x(time), top + 13, inspection.vocabulary.symbols[symbol], class: "letter",
          anchor: "middle")
      }
      previous = symbol
    }
    return markup
  }

  private func words(at top: Double) -> String {
    inspection.dictation.words.map { word in
      let start = x(word.start)
      let width = max(x(word.end) - start, 2)
      let size = min(13, width / (0.58 * Double(max(word.text.count, 1))))
      let label = "\(number(word.start))–\(number(word.end)) s, \(Int(word.confidence * 100)) %"
      return "<g><title>\(Markup.escaped(word.text)): \(label)</title>"
        + "<rect class='word' x='\(number(start))' y='\(number(top + 1))' width='\(number(width))' "
        + "height='\(number(Self.wordHeight - 2))' "
        + "fill-opacity='\(number(0.1 + 0.5 * min(max(word.confidence, 0), 1)))'/>"
        + "<text class='label' x='\(number(start + width / 2))' y='\(number(top + 19))' "
        + "font-size='\(number(max(size, 8)))' text-anchor='middle'>\(Markup.escaped(word.text))"
        + "</text></g>\n"
    }.joined()
  }

  /// Ticks at round seconds, about one every 100 pixels.
  private func axis(at y: Double) -> String {
    let duration = inspection.waveform.duration
    guard duration > 0 else { return "" }
    let steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300, 600, 3600]
    let step = steps.first { $0 * plotWidth / duration >= 90 } ?? 7200
    var markup = ""
    for tick in 0...Int(duration / step) {
      let time = Double(tick) * step
      let place = number(x(time))
      markup += "<path class='tick' d='M\(place),\(number(y))v5'/>"
      markup += text(x(time), y + 17, "\(number(time)) s", class: "symbol", anchor: "middle")
    }
    return markup
  }

  // MARK: - Parts

  private func image(_ map: HeatMap, top: Double, height: Double, seconds: Double) -> String {
    let width = min(x(seconds) - Self.left, plotWidth)
    return "<image x='\(number(Self.left))' y='\(number(top))' width='\(number(width))' "
      + "height='\(number(height))' preserveAspectRatio='none' href='\(map.dataURL)'/>\n"
  }

  private func text(
    _ x: Double, _ y: Double, _ content: String, class name: String, anchor: String = "start"
  ) -> String {
    "<text class='\(name)' x='\(number(x))' y='\(number(y))' text-anchor='\(anchor)'>"
      + "\(Markup.escaped(content))</text>\n"
  }

  private func x(_ seconds: Double) -> Double {
    let duration = inspection.waveform.duration
    guard duration > 0 else { return Self.left }
    return Self.left + min(max(seconds / duration, 0), 1) * plotWidth
  }

  private func number(_ value: Double) -> String { Markup.number(value) }
}
