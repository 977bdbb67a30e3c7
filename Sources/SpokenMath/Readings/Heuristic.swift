/// A guess the grammar makes where the words do not say.
///
/// Each has a name, an example of each reading, and a prior: how often people meant the first
/// reading, counted on third-party pairs of spoken formulas and LaTeX (955 lecture formulas and
/// more; counts, not text, were taken). `docs/grammar.md` lists them.
package enum Heuristic: String, Hashable, Sendable, CaseIterable {
  /// “a minus b over c”: is the numerator the sum?
  case numeratorTakesSum
  /// “a over b plus c”: is the denominator the sum?
  case denominatorTakesSum
  /// “a times b over c”: is the numerator the product?
  case numeratorTakesTimes
  /// “one half x over y”: does the numerator take the half?
  case numeratorTakesFraction
  /// “a over b times c”: is the denominator the product?
  case denominatorTakesTimes
  /// “one over two x”: is the denominator the juxtaposed product?
  case denominatorTakesProduct
  /// “square root of a plus b”: does the root take the sum?
  case rootTakesSum
  /// “square root of a over b”: does the root take the fraction?
  case rootTakesFraction
  /// “square root of a times b”: does the root take the product?
  case rootTakesTimes
  /// “x to the n minus one”: does the exponent take the sum?
  case exponentTakesSum
  /// “e to the minus x over two”: does the exponent take the fraction?
  case exponentTakesFraction
  /// “e to the i times pi”: does the exponent take the product?
  case exponentTakesTimes
  /// “e to the i pi”: does the exponent take the next factor?
  case exponentTakesProduct
  /// “x sub n plus one”: does the index take the sum?
  case indexTakesSum
  /// “u sub i j”: does the index take the next letter?
  case indexTakesProduct
  /// “u sub i comma j”: does the index take the list?
  case indexTakesList
  /// “sine x plus y”: does the function take the sum?
  case argumentTakesSum
  /// “sine pi over three”: does the function take the fraction?
  case argumentTakesFraction
  /// “f of x times y”: does the function take the product?
  case argumentTakesTimes
  /// “f of x y”: does the function take both letters?
  case argumentTakesProduct
  /// “f of x y”: are the letters separate arguments?
  case argumentIsList
  /// “a times b plus c”: is the second factor the sum?
  case timesTakesSum
  /// “x one”, “a n”: is the second an index?
  case adjacentIsIndex
  /// “f x”: is the second an argument?
  case adjacentIsArgument
  /// “absolute value of a plus b”: does it reach over the sum?
  case fenceTakesSum
  /// “absolute value of a over b”: does it reach over the fraction?
  case fenceTakesFraction
  /// “x plus one squared”: is the sum squared?
  case powerTakesSum
  /// “the quantity x plus y squared”: is the whole squared?
  case quantityTakesPower
  /// “x y in A”: are the letters a list?
  case adjacentIsList
  /// “n plus one times c”: is the sum one factor?
  case oneTakesTimes
  /// “m x minus x zero”: is the difference one factor?
  case productTakesDifference
  /// “one plus one over n to the n”: is the sum raised to the power?
  case powerTakesCompound
  /// “a inverse b”: is the letter a capital?
  case letterIsCapital
  /// “x plus y per two”: is the whole sum what is counted?
  case perTakesSum
  /// “x sub one colon t”: does the index take the range?
  case indexTakesRange
  /// “q to the power of two sub k”: is the index the base's, not the exponent's?
  case indexSkipsPower
  /// “u to the power of j comma k”: does the exponent take the list?
  case exponentTakesList
  /// “x one x two dot dot dot x n”: are they a list?
  case dotsMakeList
  /// “the set t of a”: is the letter the set's name?
  case setIsNamed
  /// “integral … equals absolute value of x plus c”: does the constant stand outside?
  case constantStandsAlone
  /// “f prime of a times x minus a”: is the difference a factor?
  case incrementIsFactor
  /// “f evaluated at two”: is it f(2)?
  case evaluationIsApplication
  /// “the root of two is small”: are the words between mathematics?
  case runIsMathematics
  /// “… so f is positive”: is a letter alone in a text with formulas mathematics?
  case letterIsMathematics
  /// “the product over k of one plus x”: is the sum what is multiplied?
  case bodyTakesSum

  /// An example said aloud, with the first reading and the other.
  package var example: (said: String, yes: String, no: String) {
    switch self {
    case .numeratorTakesSum: return ("a minus b over c", "(a − b)/c", "a − b/c")
    case .denominatorTakesSum: return ("one over one plus x", "1/(1 + x)", "1/1 + x")
    case .numeratorTakesTimes: return ("a times b over c", "(ab)/c", "a (b/c)")
    case .numeratorTakesFraction: return ("one half x over y", "(½ x)/y", "½ (x/y)")
    case .denominatorTakesTimes: return ("a over b times c", "a/(bc)", "(a/b) c")
    case .denominatorTakesProduct: return ("one over two x", "1/(2x)", "(1/2) x")
    case .rootTakesSum: return ("root of a plus b", "√(a + b)", "√a + b")
    case .rootTakesFraction: return ("root of a over b", "√(a/b)", "√a / b")
    case .rootTakesTimes: return ("root of a times b", "√(ab)", "√a b")
    case .exponentTakesSum: return ("x to the n minus one", "x^(n − 1)", "x^n − 1")
    case .exponentTakesFraction: return ("e to the minus x over two", "e^(−x/2)", "e^(−x) / 2")
    case .exponentTakesTimes: return ("e to the i times pi", "e^(iπ)", "e^i π")
    case .exponentTakesProduct: return ("e to the i pi", "e^(iπ)", "e^i π")
    case .indexTakesSum: return ("x sub n plus one", "x_(n + 1)", "x_n + 1")
    case .indexTakesProduct: return ("u sub i j", "u_(ij)", "u_i j")
    case .indexTakesList: return ("u sub i comma j", "u_(i, j)", "u_i, j")
    case .argumentTakesSum: return ("sine of x plus y", "sin(x + y)", "sin x + y")
    case .argumentTakesFraction: return ("sine of x over two", "sin(x/2)", "(sin x)/2")
    case .argumentTakesTimes: return ("log of x times y", "log(xy)", "(log x) y")
    case .argumentTakesProduct: return ("sine a x", "sin ax", "(sin a) x")
    case .argumentIsList: return ("f of x y", "f(x, y)", "f(xy)")
    case .timesTakesSum: return ("a times b plus c", "a(b + c)", "ab + c")
    case .adjacentIsIndex: return ("x one", "x_1", "x · 1")
    case .adjacentIsArgument: return ("u t", "u(t)", "ut")
    case .fenceTakesSum: return ("absolute value of a plus b", "|a + b|", "|a| + b")
    case .fenceTakesFraction: return ("absolute value of a over b", "|a/b|", "|a|/b")
    case .powerTakesSum: return ("x plus one squared", "(x + 1)²", "x + 1²")
    case .quantityTakesPower: return ("the quantity x plus y squared", "(x + y)²", "(x + y²)")
    case .adjacentIsList: return ("x y in A", "x, y ∈ A", "xy ∈ A")
    case .oneTakesTimes: return ("n plus one times c", "(n + 1)c", "n + 1 · c")
    case .productTakesDifference: return ("m x minus x zero", "m(x − x₀)", "mx − x₀")
    case .powerTakesCompound: return ("one plus one over n to the n", "(1 + 1/n)ⁿ", "1 + 1/nⁿ")
    case .letterIsCapital: return ("a transpose", "Aᵀ", "aᵀ")
    case .perTakesSum: return ("x plus y per two", "(x + y)/2", "x + y/2")
    case .indexTakesRange: return ("x sub one colon t", "x_(1:t)", "x_1 : t")
    case .indexSkipsPower: return ("q to the power of two sub k", "q_k²", "q^(2_k)")
    case .exponentTakesList: return ("u to the power of j comma k", "u^(j, k)", "u^j, k")
    case .dotsMakeList: return ("x one x two dot dot dot x n", "x_1, x_2, …, x_n", "x_1x_2, …, x_n")
    case .setIsNamed: return ("belongs to the set t", "∈ T", "∈ {t}")
    case .bodyTakesSum: return ("product over k of one plus k", "∏(1 + k)", "∏1 + k")
    case .runIsMathematics:
      return ("we know that x plus one is odd", "we know that $x + 1$ is odd", "all prose")
    case .letterIsMathematics:
      return ("x is two y so y is small", "$x = 2y$ so $y$ is small", "… so y is small")
    case .evaluationIsApplication: return ("g evaluated at two", "g(2)", "g|₂")
    case .incrementIsFactor: return ("g of a times x minus a", "g(a)(x − a)", "g(a) x − a")
    case .constantStandsAlone:
      return ("the integral of d x over x equals log x plus c", "log x + c", "log(x + c)")
    }
  }
}

/// One guess made while reading.
struct Decision: Hashable, Sendable {
  var heuristic: Heuristic
  /// The probability of “yes”, from counts.
  var probability: Double
  /// What was chosen.
  var choice: Bool

  /// The natural logarithm of the probability of the choice.
  var score: Double {
    let value = choice ? probability : 1 - probability
    return Self.logarithm(max(value, 0.001))
  }

  /// ln of a positive finite number without Foundation: a series in (x − 1)/(x + 1) after scaling by powers of two.
  static func logarithm(_ value: Double) -> Double {
    var mantissa = value
    var exponent = 0.0
    while mantissa < 0.7 {
      mantissa *= 2
      exponent -= 1
    }
    while mantissa > 1.4 {
      mantissa /= 2
      exponent += 1
    }
    let ratio = (mantissa - 1) / (mantissa + 1)
    let square = ratio * ratio
    var term = ratio
    var sum = 0.0
    var odd = 1.0
    while odd < 26 {
      sum += term / odd
      term *= square
      odd += 2
    }
    return 2 * sum + exponent * 0.693147180559945309
  }

  /// e to a power between −20 and 20, without Foundation: the series of a 1024th, squared ten times.
  static func exponential(_ power: Double) -> Double {
    let small = min(max(power, -20), 20) / 1024
    var result = 1 + small * (1 + small / 2 * (1 + small / 3 * (1 + small / 4)))
    for _ in 0..<10 { result *= result }
    return result
  }
}
