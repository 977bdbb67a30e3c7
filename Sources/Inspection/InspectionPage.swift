import Dictation

extension Inspection {
  private static let svgStyle = """
    text { font-family: system-ui, sans-serif; fill: #222 }
    .title { font-size: 13px; font-weight: 600 }
    .symbol { font-size: 9px; fill: #555 }
    .letter { font-size: 11px; font-weight: 700; fill: #b00020 }
    .label { fill: #111 }
    .wave { fill: #3b528b }
    .word { fill: #21918c; stroke: #21918c }
    .frame { fill: none; stroke: #999 }
    .tick { stroke: #555; fill: none }
    image { image-rendering: pixelated }
    """

  /// The picture as one SVG file; the formula is MathML in a foreign object.
  public func svg() -> String {
    let drawing = InspectionDrawing(self)
    let panels = drawing.elements(top: 120)
    let size = "width='\(Int(drawing.width))' height='\(Int(panels.bottom))'"
    return """
      <svg xmlns='http://www.w3.org/2000/svg' \(size)>
      <title>\(Markup.escaped(title))</title>
      <style>\(Self.svgStyle)</style>
      <rect width='100%' height='100%' fill='white'/>
      <text class='title' x='16' y='22'>\(Markup.escaped(title))</text>
      <foreignObject x='16' y='32' width='\(Int(drawing.width) - 32)' height='62'>
      <div xmlns='http://www.w3.org/1999/xhtml' style='font-size: 26px'>\(formula)</div>
      </foreignObject>
      <text x='16' y='112' font-family='monospace' font-size='12'>\(latexLine)</text>
      \(panels.markup)</svg>

      """
  }

  /// The picture as one self-contained HTML page with a table of the alternatives.
  public func html() -> String {
    let drawing = InspectionDrawing(self)
    let panels = drawing.elements(top: 0)
    let size = "width='\(Int(drawing.width))' height='\(Int(panels.bottom))'"
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <title>\(Markup.escaped(title)) – dictex inspect</title>
      <style>
      body { font-family: system-ui, sans-serif; margin: 24px; color: #222; background: white }
      h1 { font-size: 16px } h2 { font-size: 14px; margin-top: 24px }
      .formula { font-size: 28px; margin: 16px 0 }
      table { border-collapse: collapse; font-size: 14px }
      th, td { text-align: left; padding: 6px 14px 6px 0; border-bottom: 1px solid #ddd }
      figure { margin: 0; overflow-x: auto }
      \(Self.svgStyle)
      </style>
      </head>
      <body>
      <h1>\(Markup.escaped(title)), \(Markup.number(dictation.duration)) s</h1>
      <div class="formula">\(formula)</div>
      <p><code>\(latexLine)</code></p>
      <figure><svg xmlns="http://www.w3.org/2000/svg" role="img" \(size)>
      \(panels.markup)</svg></figure>
      \(alternativesTable)</body>
      </html>

      """
  }

  private var formula: String {
    dictation.interpretations.first?.mathML ?? Markup.escaped("no formula")
  }

  private var latexLine: String {
    Markup.escaped(dictation.latex ?? dictation.refusal.map { "\($0)" } ?? "")
  }

  private var alternativesTable: String {
    guard !dictation.interpretations.isEmpty else { return "" }
    let rows = dictation.interpretations.prefix(10).map { interpretation in
      let words = interpretation.transcript.text
      let guesses = interpretation.reading.heuristics.joined(separator: ", ")
      return "<tr><td>\(Markup.number(interpretation.score))</td>"
        + "<td>\(interpretation.mathML)</td><td>\(Markup.escaped(words))</td>"
        + "<td>\(Markup.escaped(guesses))</td></tr>"
    }
    return """
      <h2>Alternatives</h2>
      <table><tr><th>score</th><th>formula</th><th>words</th><th>guesses</th></tr>
      \(rows.joined(separator: "\n"))
      </table>

      """
  }
}
