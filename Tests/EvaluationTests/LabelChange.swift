import Typesetting

/// Ways to change a formula's LaTeX, some that keep the formula and some that do not.
enum LabelChange: CaseIterable {
  case rewritten, deleted, replaced, swapped, unbraced, synonym, another, braced, capital, spaced

  func apply(
    to label: String, other: String, using generator: inout some RandomNumberGenerator
  ) -> String? {
    var tokens = Self.tokens(of: label)
    guard tokens.count > 1 else { return nil }
    let index = Int.random(in: 0..<tokens.count, using: &generator)
    switch self {
    case .rewritten:
      return (try? LaTeXReader().expression(of: label)).map { LaTeXWriter().latex($0) }
    case .another: return other
    case .deleted:
      guard !"{}".contains(tokens[index]) else { return nil }
      tokens.remove(at: index)
    case .replaced:
      guard let place = Self.place(in: tokens, from: index, where: Self.isLetter) else {
        return nil
      }
      tokens[place] = tokens[place] == "k" ? "m" : "k"
    case .capital:
      guard let place = Self.place(in: tokens, from: index, where: Self.isLetter) else {
        return nil
      }
      tokens[place] = tokens[place].uppercased()
    case .swapped:
      guard index + 1 < tokens.count, !"{}^_".contains(tokens[index]),
        !"{}^_".contains(tokens[index + 1])
      else { return nil }
      tokens.swapAt(index, index + 1)
    case .unbraced:
      guard let open = Self.place(in: tokens, from: index, where: { $0 == "{" }),
        let close = Self.close(of: open, in: tokens)
      else { return nil }
      tokens.remove(at: close)
      tokens.remove(at: open)
    case .synonym:
      guard
        let place = Self.place(in: tokens, from: index, where: { Self.synonyms[$0] != nil })
      else { return nil }
      tokens[place] = Self.synonyms[tokens[place]] ?? ""
    case .braced:
      guard Self.isLetter(tokens[index]) else { return nil }
      tokens[index] = "{" + tokens[index] + "}"
    case .spaced:
      guard index > 0, Self.isLetter(tokens[index]), !tokens[index - 1].hasPrefix("\\"),
        !"^_".contains(tokens[index - 1])
      else { return nil }
      tokens[index] = "\\, " + tokens[index]
    }
    return Self.joined(tokens)
  }

  private static let synonyms: [String: String] = [
    "\\frac": "\\dfrac", "\\le": "\\leqslant",
    "\\leq": "\\le", "\\geq": "\\ge", "\\to": "\\rightarrow", "\\epsilon": "\\varepsilon",
    "\\varepsilon": "\\epsilon", "\\phi": "\\varphi", "\\cdot": "\\times", "\\times": "*",
    "*": "\\ast", "\\ldots": "\\dots", "\\cdots": "\\ldots", "\\bar": "\\overline",
    "\\tilde": "\\widetilde", "\\mathrm": "\\text", "\\text": "\\mathrm", "\\rm": "\\bf",
    "\\mathbf": "\\boldsymbol", "\\mathcal": "\\mathbb", "\\sin": "\\operatorname{sin}",
    "\\ell": "l", "|": "\\vert", "\\|": "\\parallel", "\\{": "\\lbrace", "'": "^{\\prime}",
    "\\prime": "'", "/": "\\div", "\\pm": "\\mp", "<": "\\lt", "\\mid": "|", ":": "\\colon",
    "\\hat": "\\widehat", "\\setminus": "\\backslash", "\\emptyset": "\\varnothing",
    "\\int": "\\oint", "\\log": "\\ln", "(": "\\bigl(", "-": "+", "\\pi": "\\Pi",
  ]

  private static func tokens(of label: String) -> [String] {
    var tokens: [String] = []
    var command = ""
    var inName = false
    for character in label {
      if command == "\\" || (!inName && !command.isEmpty && character.isASCII && character.isLetter)
      {
        if command == "\\", !character.isLetter {
          tokens.append(command + String(character))
          command = ""
        } else {
          command.append(character)
        }
        continue
      }
      if ["\\begin", "\\end", "\\left", "\\right"].contains(command) {
        // What follows belongs to the command; an environment's name ends with its brace.
        let isName = command == "\\begin" || command == "\\end"
        tokens.append(command + String(character))
        command = ""
        inName = isName
        continue
      }
      if inName {
        tokens[tokens.count - 1].append(character)
        inName = character != "}"
        continue
      }
      if !command.isEmpty { tokens.append(command) }
      command = character == "\\" ? "\\" : ""
      if command.isEmpty, character != " " { tokens.append(String(character)) }
    }
    return command.isEmpty ? tokens : tokens + [command]
  }

  private static func joined(_ tokens: [String]) -> String {
    var text = ""
    for token in tokens {
      if token.first?.isLetter == true || token.first?.isNumber == true { text += " " }
      text += token
    }
    return text
  }

  private static func isLetter(_ token: String) -> Bool {
    token.count == 1 && token.allSatisfy { $0.isASCII && $0.isLowercase }
  }

  private static func place(
    in tokens: [String], from start: Int, where matches: (String) -> Bool
  ) -> Int? {
    (tokens.indices.map { (start + $0) % tokens.count }).first { matches(tokens[$0]) }
  }

  private static func close(of open: Int, in tokens: [String]) -> Int? {
    var depth = 0
    for index in open..<tokens.count {
      if tokens[index] == "{" { depth += 1 }
      if tokens[index] == "}" { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }
}
