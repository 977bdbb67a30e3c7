/// How the words of the grammar are said.
enum KeywordTables {
  static let keywords: [(keyword: Keyword, phrases: [String])] = [
    (
      .over,
      [
        "over", "upon", "under the", "out of", "over over", "overover", "nestover", "nest over",
        "over over over", "nesttwiceover", "nest twice over",
      ]
    ),
    (
      .dividedBy, ["divided by", "divide by", "divided over", "divide", "divided", "is divided by"]
    ),
    (
      .allOver,
      [
        "all over", "whole over", "all upon", "everything over", "all of that over",
        "all of it over", "the whole thing over",
      ]
    ),
    (
      .allDividedBy,
      [
        "all divided by", "whole divided by", "everything divided by",
        "all of that divided by", "all of this divided by",
      ]
    ),
    (.per, ["per"]), (.by, ["by"]),
    (
      .fraction,
      [
        "fraction", "startfraction", "start fraction", "begin fraction", "fraction of",
        "frac", "startfrac", "fraction with", "start start fraction", "startstartfraction",
        "start start start fraction", "startstartstartfraction", "nestfrac", "nest frac",
        "nest fraction", "nesttwicefrac", "nest twice frac",
      ]
    ),
    (
      .numerator,
      [
        "with numerator", "numerator", "fraction with numerator", "where numerator is",
        "with the numerator",
      ]
    ),
    (.denominator, ["and denominator", "denominator", "with denominator", "and the denominator"]),
    (
      .endFraction,
      [
        "end fraction", "endfraction", "end frac", "endfrac", "and fraction",
        "end of fraction", "close fraction", "end end fraction", "endendfraction",
        "end end end fraction", "endendendfraction", "nestendfrac", "nest end frac",
        "nest end fraction", "nesttwiceendfrac", "nest twice end frac",
      ]
    ),
    (.ratio, ["ratio of", "quotient of", "ratio", "quotient", "ratio between"]),
    (.half, ["half", "halves", "a half", "half of", "one half of", "1 half of", "a half of"]),
    (.quarter, ["quarter", "quarters", "a quarter", "a quarter of", "quarter of"]),
    (.squared, ["squared", "square"]),
    (.cubed, ["cubed", "cube"]),
    (.square, ["square of", "squares of"]),
    (.cubeOf, ["cube of"]),
    (
      .power,
      [
        "to the power of", "to the power", "to the", "raised to the power of",
        "raised to the power", "raised to the", "raised to", "raise to", "to power",
        "raised by", "to power of",
        "raised", "raise to the power of",
        "raised to a power of", "raised to power",
        "elevated to", "to a", "with power",
        "to the superscript", "raised to power of", "raise to the power",
      ]
    ),
    (
      .powerUntilEnd,
      [
        "raised to the exponent", "raised to the exponent of", "to the exponent",
        "to the exponent of", "with exponent", "with an exponent", "with the exponent",
        "with an exponent of", "exponent",
      ]
    ),
    (.powerNoun, ["power", "exponent"]),
    (
      .upperIndex,
      [
        "superscript", "super", "super script", "sup", "upper index", "right super",
        "with superscript", "right superscript",
      ]
    ),
    (
      .endPower,
      [
        "end exponent", "end superscript", "end power", "end super", "endsuperscript",
        "end of exponent",
      ]
    ),
    (.inverse, ["inverse"]), (.transpose, ["transpose", "transposed"]),
    (
      .lowerIndex,
      [
        "sub", "subscript", "underscore", "sub script", "with subscript", "lower index",
        "index", "right sub", "subscripted", "right subscript",
      ]
    ),
    (.endSubscript, ["end subscript", "end sub", "endsubscript", "end of subscript"]),
    (.naught, ["naught", "nought", "not sub", "knot"]),
    (.prime, ["prime", "dash", "primed"]),
    (.doublePrime, ["double prime", "prime prime", "double dash", "double primed"]),
    (.triplePrime, ["triple prime", "prime prime prime", "triple dash"]),
    (
      .squareRoot,
      [
        "square root of", "square root", "sqrt", "sqrt of", "positive square root of",
        "startroot", "start root", "radical", "square-root", "square root over", "root over",
        "square root sign", "positive square root", "start start root", "startstartroot",
        "nestroot", "nest root",
      ]
    ),
    (.cubeRoot, ["cube root of", "cube root", "cubed root of", "cubed root", "cubic root of"]),
    (.root, ["root", "root of"]),
    (
      .endRoot,
      [
        "end root", "endroot", "end square root", "end of root", "end radical",
        "close root", "end of square root", "close square root", "end end root", "endendroot",
        "nestendroot", "nest end root",
      ]
    ),
    (
      .quantity,
      [
        "quantity", "the quantity", "quantity of", "group", "expression", "open quantity",
        "whole quantity", "term", "begin quantity", "all of",
      ]
    ),
    (
      .endQuantity,
      [
        "end quantity", "close quantity", "end group", "end the quantity",
        "end of quantity",
      ]
    ),
    (
      .all,
      [
        "all", "whole", "all of it", "all of that", "everything", "the whole thing",
        "all together", "entire",
      ]
    ),
    (.begin, ["begin"]), (.end, ["end"]),
    (
      .inParentheses,
      [
        "in parentheses", "in brackets", "in parenthesis", "in the parentheses",
        "in bracket", "within parentheses", "in round brackets", "in paren", "in parens",
      ]
    ),
    (.inBrackets, ["in square brackets", "in square bracket", "in brackets square"]),
    (.inBraces, ["in braces", "in curly braces", "in curly brackets", "in brace"]),
    (
      .absoluteValue,
      [
        "absolute value of", "absolute value", "absolute", "modulus of", "modulus",
        "magnitude of", "magnitude", "absolute of", "mod of", "abs", "cardinality of",
        "startabsolutevalue", "cardinality", "absolute values of", "abs of", "modulus value of",
      ]
    ),
    (
      .endAbsoluteValue,
      [
        "end absolute value", "endabsolutevalue", "end absolute", "end modulus",
        "end magnitude", "close absolute value", "close modulus",
      ]
    ),
    (.norm, ["norm of", "norm", "the norm"]),
    (.endNorm, ["end norm", "close norm"]),
    (.floor, ["floor of", "floor", "floor function of"]),
    (.ceiling, ["ceiling of", "ceiling", "ceil of", "ceil"]),
    (.openInterval, ["open interval from", "open interval"]),
    (
      .closedInterval,
      [
        "closed interval from", "closed interval", "interval from", "interval",
        "interval between", "range from", "closed interval between", "interval of",
      ]
    ),
    (
      .setOf,
      [
        "set of", "set containing", "set", "set consisting of", "set with elements",
        "set with", "set containing only", "set that contains", "set with only", "sets",
        "set of elements", "singleton", "sequence", "set of the",
      ]
    ),
    (.setOfAll, ["set of all", "set of all elements"]),
    (.of, ["of", "applied to", "off", "evaluated on"]),
    (.at, ["at"]),
    (.endScripts, ["end scripts", "endscripts"]),
    (.base, ["base", "to the base", "with base", "to base", "sub base", "in base"]),
    (.baseline, ["baseline", "base line", "base"]),
    (.given, ["given", "conditioned on", "conditional on", "given that"]),
    (.from, ["from", "as it goes from", "starting from"]),
    (.to, ["to", "to the", "up to and including", "too", "until"]),
    (.limit, ["limit", "lim", "limit of", "limits"]),
    (.asWord, ["as", "while"]),
    (
      .fromLeft,
      [
        "from the left", "from left", "from below", "from the negative side",
        "from the left side", "from the left hand side", "from the minus side", "minus side",
        "from the negative direction",
      ]
    ),
    (
      .fromRight,
      [
        "from the right", "from right", "from above", "from the positive side",
        "from the right side", "from the right hand side", "from the plus side",
        "from the positive direction",
      ]
    ),
    (
      .derivative,
      [
        "derivative", "derivative of", "differentiation of", "differential of",
        "total derivative of", "first derivative of", "first derivative", "ordinary derivative of",
      ]
    ),
    (
      .partialDerivative,
      [
        "partial derivative", "partial derivative of", "partial of",
        "first partial derivative of", "partial derivatives of", "partial differential of",
      ]
    ),
    (
      .withRespectTo,
      [
        "with respect to", "respect to", "w r t", "wrt", "with respect for",
        "in respect to", "by the variable",
      ]
    ),
    (
      .evaluatedAt,
      [
        "evaluated at", "evaluated from", "at the point", "restricted to",
        "evaluated",
      ]
    ),
    (.and, ["and"]), (.or, ["or"]),
    (.suchThat, ["such that", "so that", "with the property that", "for which"]),
    (.inverseOf, ["inverse of"]),
    (.difference, ["difference of", "difference between"]),
    (.plusOf, ["sum of"]), (.timesOf, ["product of"]),
    (.transposeOf, ["transpose of"]), (.conjugateOf, ["conjugate of", "complex conjugate of"]),
    (.complementOf, ["complement of"]), (.complement, ["complement"]),
    (.choose, ["choose"]),
    (
      .chooseOf,
      [
        "binomial coefficient", "binomial", "combination of", "combinations of",
        "start binomial or matrix", "startbinomialormatrix", "start binomial",
      ]
    ),
    (
      .endBinomial,
      ["end binomial", "end binomial or matrix", "endbinomialormatrix", "end choose"]
    ),
    (
      .closedOpenInterval,
      [
        "closed open interval", "closed open interval from", "half open interval",
        "half open interval from", "left closed right open interval",
        "left closed right open interval from", "right open interval", "right open interval from",
      ]
    ),
    (
      .openClosedInterval,
      [
        "open closed interval", "open closed interval from", "half closed interval",
        "half closed interval from", "left open right closed interval",
        "left open right closed interval from", "left open interval", "left open interval from",
      ]
    ),
    (.leftSub, ["left sub", "left subscript", "pre subscript", "presubscript"]),
    (.leftSuper, ["left super", "left superscript", "pre superscript", "presuperscript"]),
    (.underscript, ["underscript", "under script"]),
    (.overscript, ["overscript", "over script"]),
    (
      .modifying,
      [
        "modifying above", "modifyingabove", "modabove", "mod above", "modifying below",
        "modifyingbelow", "modbelow", "mod below",
      ]
    ),
    (.rootIndex, ["root index", "rootindex", "nest index", "nestindex"]),
    (.row, ["row", "rows", "line", "lines"]), (.column, ["column", "columns"]),
    (.layout, ["start layout", "startlayout"]),
    (.factorial, ["factorial", "exclamation point", "exclamation mark"]),
    (.percent, ["percent", "per cent"]),
    (.degrees, ["degrees", "degree", "degree sign"]),
    (.capital, LetterTables.capital), (.lowercase, LetterTables.lowercase),
    (
      .expectation,
      [
        "expected value of", "expectation of", "expected value", "expectation",
        "expectation value of",
      ]
    ),
    (.probability, ["probability of", "probability that"]),
    (.innerProduct, ["inner product of", "inner product", "inner product between"]),
    (.bra, ["bra"]), (.ket, ["ket"]),
    (.matrix, ["matrix", "array"]), (.determinantOf, ["determinant of the matrix"]),
    (.vectorOf, ["column vector", "row vector"]),
    (
      .nextRow,
      [
        "next row", "new row", "next line", "new line", "second row", "third row",
        "next",
      ]
    ),
    (
      .endMatrix,
      [
        "end matrix", "endmatrix", "end array", "close matrix", "end determinant",
        "enddeterminant", "end layout", "endlayout", "end lines", "end cases",
      ]
    ),
    (.cases, ["cases", "piecewise", "case"]),
    (.plainMatrix, ["plain matrix"]), (.bracketMatrix, ["bracketed matrix"]),
    (.braceMatrix, ["braced matrix"]), (.barMatrix, ["barred matrix"]),
    (.doubleBarMatrix, ["double barred matrix"]), (.aligned, ["aligned lines"]),
    (.nextColumn, ["next column"]),
    (.literally, ["literally"]),
    (.rootWithIndex, ["root with index"]), (.endIndex, ["end index"]),
    (.prescripts, ["begin prescripts"]), (.endPrescripts, ["end prescripts"]),
    (.labelAbove, ["with label above"]), (.labelBelow, ["with label below"]),
    (.endLabel, ["end label"]), (.struckOut, ["struck out"]),
    (.thinSpace, ["thin space"]), (.quad, ["quad space"]), (.doubleQuad, ["double quad space"]),
    (.quotation, Quotation.phrases),
    (.otherwise, ["otherwise", "else"]),
    (.bigO, ["big o of", "big o", "order of", "capital o of"]),
    (.space, ["space"]),
    (
      .mapsFrom,
      [
        "maps", "maps from", "is a map from", "is a function from", "from the set", "mapping",
        "mapping from", "is a mapping from",
      ]
    ),
    (
      .goesFrom,
      [
        "goes from", "ranges from", "runs from", "going from", "varies from", "goes over",
        "ranges over", "runs over", "ranging from", "running from", "ranges", "going over",
      ]
    ),
    (.average, ["average of", "average", "mean of", "expectation bracket of", "time average of"]),
    (
      .tuple,
      [
        "tuple", "pair", "ordered pair", "triple", "tuple of", "pair of", "ordered pair of",
        "triple of", "point with coordinates", "vector with components",
      ]
    ),
    (.percentage, ["percentage"]),
    (
      .ignored,
      [
        "um", "uh", "then", "function", "value of", "value", "variable", "number",
        "letter", "symbol", "so", "now", "we have", "simply", "just", "here", "minus sign of",
        "quantity is", "it", "taken", "series", "equation", "function of the form", "formula",
        "also", "both", "itself",
        "which", "that", "following", "written", "with a", "with the", "an", "operator", "point",
        "forced", "let", "start", "enlarged", "plus sign of", "sign of the", "parameter",
        "where we have", "coefficient",
      ]
    ),
  ]

  /// Words that are typeset as text where they stand in a formula.
  static let text = [
    "if", "where", "when", "for", "with", "otherwise", "and", "or", "is", "on", "almost",
    "everywhere", "surely", "some", "let", "subject", "constant", "mod", "odd", "even", "prime",
    "equilibrium", "converges", "diverges", "separable", "continuous", "undefined", "maximize",
    "minimize", "as", "then", "else", "all", "real", "integer", "finite",
    "by", "at", "onto", "linear", "equation", "first", "order", "differential", "a", "an", "the",
    "has", "have", "any", "each", "every", "there", "we", "get", "since", "thus", "hence", "but",
    "only", "always", "never", "true", "false", "holds", "are", "solution", "solutions", "no",
    "one", "two", "units", "unit", "independent", "uniformly", "weakly", "strongly", "probability",
    "area", "total", "left", "right", "mean", "median", "rate", "speed", "mass",
    "force", "energy", "time", "work", "charge", "density", "model", "data", "observed", "loss",
    "gas", "ext", "eff", "crit", "high", "low", "new", "old", "next", "prev", "out", "in",
    "along", "defined", "bounded", "differentiable", "convergent", "divergent", "increasing",
    "decreasing", "positive", "negative", "monotone", "unique", "known", "unknown", "invertible",
  ]
}
