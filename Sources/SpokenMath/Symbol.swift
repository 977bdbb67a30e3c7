/// The signs that are no letter, digit, delimiter or accent.
///
/// The raw value is the sign's name in LaTeX, without the backslash, where that is a word; the
/// writers hold the exceptions.
public enum Symbol: String, Hashable, Sendable, CaseIterable {
  // Constants and marks.
  case infty, partial, nabla, emptyset, hbar, ell, aleph, beth, imath, jmath, wp
  case forall, exists, neg, top, bot, angle, triangle, square, diamondsuit, clubsuit, heartsuit
  case spadesuit, sharp, flat, natural
  case dagger, ddagger, prime, degree, percent, factorial, doubleFactorial, question, ampersand
  case hash, dollar, at, underscore, quotation
  case ldots, cdots, vdots, ddots
  case checkmark, copyright, pounds, euro

  // Binary operators.
  case plus, minus, pm, mp, cdot, times, div, slash, ast, star, circ, bullet
  case cup, cap, sqcup, sqcap, setminus, oplus, ominus, otimes, oslash, odot, wedge, vee
  case amalg, ltimes, rtimes, wr, diamond, uplus, bmod

  // Relations.
  case equals, less, greater, leq, geq, ll, gg, lll, ggg
  case approx, sim, simeq, cong, equiv, propto, asymp, doteq, triangleq
  case colonEquals, equalsColon
  case isIn = "in"
  case ni, subset, supset, subseteq, supseteq, subsetneq, supsetneq, sqsubseteq, sqsupseteq
  case mid, parallel, perp, prec, succ, preceq, succeq, lesssim, gtrsim
  case vdash, dashv, models, therefore, because, bowtie, smile, frown

  // Arrows.
  case to, leftarrow, leftrightarrow, mapsto, hookrightarrow, hookleftarrow
  case implies = "Rightarrow"
  case impliedBy = "Leftarrow"
  case equivalent = "Leftrightarrow"
  case doubleUparrow = "Uparrow"
  case doubleDownarrow = "Downarrow"
  case forces = "Vdash"
  case uparrow, downarrow, updownarrow
  case nearrow, searrow, nwarrow, swarrow
  case rightharpoonup, rightleftharpoons, twoheadrightarrow, rightarrowtail, rightsquigarrow

  // Punctuation.
  case comma, semicolon, colon, period, bar, doubleBar

  // Single delimiters, where only one of a pair was said.
  case openParenthesis, closeParenthesis, openBracket, closeBracket, openBrace, closeBrace
  case openAngle, closeAngle, openFloor, closeFloor, openCeiling, closeCeiling

  // Big operators.
  case sum, prod, coprod, int, iint, iiint, oint, oiint
  case bigcup, bigcap, bigsqcup, bigoplus, bigotimes, bigodot, bigvee, bigwedge, biguplus

  /// What a sign does in a row.
  public enum Role: Hashable, Sendable {
    /// Stands like a letter.
    case ordinary
    /// Stands between two operands.
    case binary
    /// Relates two sides; arrows too.
    case relation
    /// Separates: comma, semicolon, colon, period.
    case punctuation
    /// Opens or closes on its own.
    case delimiter
    /// Takes limits below and above.
    case big
  }

  /// What it does in a row.
  public var role: Role {
    switch self {
    case .plus, .minus, .pm, .mp, .cdot, .times, .div, .slash, .ast, .star, .circ, .bullet, .cup,
      .cap, .sqcup, .sqcap, .setminus, .oplus, .ominus, .otimes, .oslash, .odot, .wedge, .vee,
      .amalg, .ltimes, .rtimes, .wr, .diamond, .uplus, .bmod:
      return .binary
    case .equals, .less, .greater, .leq, .geq, .ll, .gg, .lll, .ggg, .approx, .sim, .simeq, .cong,
      .equiv, .propto, .asymp, .doteq, .triangleq, .colonEquals, .equalsColon, .isIn, .ni,
      .subset, .supset, .subseteq, .supseteq, .subsetneq, .supsetneq, .sqsubseteq, .sqsupseteq,
      .mid, .parallel, .perp, .prec, .succ, .preceq, .succeq, .lesssim, .gtrsim, .vdash, .dashv,
      .models, .forces, .therefore, .because, .bowtie, .smile, .frown, .to, .leftarrow,
      .leftrightarrow, .mapsto, .hookrightarrow, .hookleftarrow, .implies, .impliedBy,
      .equivalent, .uparrow, .downarrow, .updownarrow, .doubleUparrow, .doubleDownarrow, .nearrow,
      .searrow, .nwarrow, .swarrow, .rightharpoonup, .rightleftharpoons, .twoheadrightarrow,
      .rightarrowtail, .rightsquigarrow:
      return .relation
    case .comma, .semicolon, .colon, .period:
      return .punctuation
    case .bar, .doubleBar, .openParenthesis, .closeParenthesis, .openBracket, .closeBracket,
      .openBrace, .closeBrace, .openAngle, .closeAngle, .openFloor, .closeFloor, .openCeiling,
      .closeCeiling:
      return .delimiter
    case .sum, .prod, .coprod, .int, .iint, .iiint, .oint, .oiint, .bigcup, .bigcap, .bigsqcup,
      .bigoplus, .bigotimes, .bigodot, .bigvee, .bigwedge, .biguplus:
      return .big
    default:
      return .ordinary
    }
  }
}
