/// A phrase of the lexicon found in a transcript, with the words that said it.
package struct Token: Hashable, Sendable {
  /// What the phrase most usually means.
  package var kind: Kind
  /// Everything the phrase can mean; what stands round it decides.
  package var meanings: [Kind]
  /// The words that said it.
  package var wordRange: Range<Int>
  /// How long the speaker paused before it, as ln of the ratio to the usual gap; nil without times.
  package var pause: Double?

  init(_ meanings: [Kind], wordRange: Range<Int>) {
    self.kind = meanings[0]
    self.meanings = meanings
    self.wordRange = wordRange
  }

  /// What a phrase means, before grammar.
  package enum Kind: Hashable, Sendable {
    /// A number, in digits.
    case number(String)
    /// A position: `4` for “fourth”, `n` for “nth”; `plural` for “fourths”.
    case ordinal(String, plural: Bool)
    /// A letter; `cased` when the transcript or the speaker said which case.
    case letter(MathExpression.Identifier, cased: Bool)
    /// A constant or mark that stands like a letter.
    case constant(Symbol)
    /// A sign between two operands.
    case infix(Symbol)
    /// A product always written with its cross.
    case cross
    /// A relation or arrow.
    case relation(Symbol, negated: Bool)
    /// A named function.
    case function(String)
    /// A sum, product, integral, union.
    case big(Symbol)
    /// A mark over a letter.
    case accent(MathExpression.Accent)
    /// A style for the next letter.
    case style(MathExpression.FontStyle)
    /// A set with a letter of its own: “the real numbers”.
    case namedSet(String)
    /// An opening delimiter said aloud.
    case open(MathExpression.Delimiter)
    /// A closing delimiter said aloud.
    case close(MathExpression.Delimiter)
    /// A delimiter said without saying which side.
    case either(MathExpression.Delimiter)
    /// A sign that separates.
    case separator(Symbol)
    /// A unit of measure.
    case unit(String)
    /// A word of the grammar.
    case keyword(Keyword)
    /// A word that stays a word.
    case text(String)
    /// What was said letter for letter: “begin text … end text”.
    case quoted(MathExpression.Kind)
  }
}

/// The words and phrases that build constructs.
package enum Keyword: String, Hashable, Sendable, CaseIterable {
  // Fractions.
  case over, dividedBy, allOver, allDividedBy, per, by, fraction, numerator, denominator
  case endFraction, ratio, half, quarter
  // Powers and indices.
  case squared, cubed, square, cubeOf, power, powerUntilEnd, powerNoun, upperIndex, endPower,
    inverse, transpose
  case lowerIndex, endSubscript, baseline, naught, prime, doublePrime, triplePrime
  case inverseOf, transposeOf, conjugateOf, complementOf, complement
  // Roots.
  case squareRoot, cubeRoot, root, endRoot
  // Groups.
  case quantity, endQuantity, all, begin, end, inParentheses, inBrackets, inBraces
  // Fences.
  case absoluteValue, endAbsoluteValue, norm, endNorm, floor, ceiling, innerProduct, bra, ket
  case openInterval, closedInterval, setOf, setOfAll
  // Functions.
  case of, base, given, at, expectation, probability, bigO
  // Big operators, limits, derivatives.
  case from, to, limit, fromLeft, fromRight, asWord
  case derivative, partialDerivative, withRespectTo, evaluatedAt
  // Connecting words.
  case and, or, suchThat, article, difference, plusOf, timesOf
  // Combinatorics, marks.
  case choose, chooseOf, factorial, percent, degrees, dots
  // Styles of letters.
  case capital, lowercase
  // Tables.
  case matrix, determinantOf, vectorOf, nextRow, endMatrix, cases, otherwise
  case plainMatrix, bracketMatrix, braceMatrix, barMatrix, doubleBarMatrix, aligned, nextColumn
  // Explicit speech.
  case literally, rootWithIndex, endIndex, prescripts, endPrescripts
  case labelAbove, labelBelow, endLabel, struckOut, thinSpace, quad, doubleQuad, quotation
  // What screen readers say.
  case endBinomial, closedOpenInterval, openClosedInterval, leftSub, leftSuper, underscript,
    overscript, endScripts
  case modifying, rootIndex, row, column, layout
  // Spacing and silence.
  case space, mapsFrom, goesFrom, average, tuple, percentage, ignored
}
