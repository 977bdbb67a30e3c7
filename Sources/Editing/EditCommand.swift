import SpokenMath

/// Something that a person asks for about the formula, in place of more of it.
public enum EditCommand: Hashable, Sendable {
  /// What a command is about: words of the formula, a part by name, or what was last touched.
  public enum Target: Hashable, Sendable {
    /// "x squared"
    case words([String])
    /// "the numerator"
    case part(FormulaPart)
    /// "that": what is selected, else what was last said or changed.
    case that
  }

  /// What to put round a target.
  public enum Wrapping: Hashable, Sendable {
    case parentheses, brackets, braces, bars, squareRoot, hat, bar
  }

  /// Where an insertion goes.
  public enum Side: Hashable, Sendable { case before, after }

  case undo, redo, scratch, clear
  case change(Target, to: [String])
  case delete(Target)
  case select(Target)
  case deselect
  case wrap(Target, in: Wrapping)
  case insert([String], Side, of: Target)
  case append([String])
  case whereAmI, readBack
  case nextLine, accept
  case choose(Int)
  /// Whether what is said counts: "stop listening", "start listening".
  case listen(Bool)
  /// For the interface: copy the formula, save all formulas as a document.
  case copy, export
}

extension EditCommand {
  /// Whether it may make another formula of the one there is.
  public var changesFormula: Bool {
    switch self {
    case .undo, .redo, .scratch, .clear, .change, .delete, .wrap, .insert, .append, .choose: true
    case .select, .deselect, .whereAmI, .readBack, .nextLine, .accept, .listen, .copy, .export:
      false
    }
  }
}

extension EditCommand.Wrapping {
  func around(_ content: MathExpression) -> MathExpression {
    switch self {
    case .parentheses:
      MathExpression(.fenced(open: .openParenthesis, content, close: .closeParenthesis))
    case .brackets: MathExpression(.fenced(open: .openBracket, content, close: .closeBracket))
    case .braces: MathExpression(.fenced(open: .openBrace, content, close: .closeBrace))
    case .bars: MathExpression(.fenced(open: .bar, content, close: .bar))
    case .squareRoot: MathExpression(.root(content, degree: nil))
    case .hat: MathExpression(.accent(.hat, content))
    case .bar: MathExpression(.accent(.bar, content))
    }
  }
}
