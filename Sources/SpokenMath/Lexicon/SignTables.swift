/// How operators, relations, arrows, constants and separators are said.
enum SignTables {
  static let infix: [(symbol: Symbol, phrases: [String])] = [
    (.plus, ["plus", "added to", "positive"]),
    (.minus, ["minus", "subtract", "subtracted by", "take away", "negative"]),
    (.pm, ["plus or minus", "plus minus", "plus-minus", "positive or negative", "plus and minus"]),
    (.mp, ["minus or plus", "minus plus", "minus-plus"]),
    (.times, ["times", "multiplied by", "multiplied with", "multiply by", "multiply"]),
    (.cdot, ["dot", "dotted with", "dot product", "center dot", "centre dot", "centered dot"]),
    (.bullet, ["bullet"]),
    (.ast, ["asterisk", "convolved with", "convolution"]),
    (.star, ["five pointed star"]),
    (.div, ["division sign", "divide sign", "obelus"]),
    (.slash, ["slash", "forward slash", "divided slash"]),
    (
      .circ,
      [
        "composed with", "circle", "circ", "composition", "compose", "ring operator",
        "compose with", "circled with",
      ]
    ),
    (.cup, ["union", "cup", "union with", "union of"]),
    (
      .cap,
      [
        "intersection", "cap", "intersect", "intersects", "intersected with", "intersection with",
        "intersect with",
      ]
    ),
    (.sqcup, ["disjoint union", "square cup", "disjoint union with"]),
    (.sqcap, ["square cap"]),
    (
      .setminus,
      [
        "set minus", "setminus", "backslash", "set difference", "without", "minus the set",
        "difference set",
      ]
    ),
    (.oplus, ["direct sum", "circle plus", "o plus", "oplus", "direct sum with", "circled plus"]),
    (.ominus, ["circle minus", "ominus", "circled minus"]),
    (
      .otimes,
      [
        "tensor", "tensor product", "tensor product with", "circle times", "otimes", "o times",
        "tensored with", "tensor times", "circled times", "cross product circled",
        "tensor product over",
      ]
    ),
    (.odot, ["circle dot", "odot", "hadamard product", "circled dot"]),
    (.wedge, ["wedge", "wedge product", "logical and", "exterior product", "wedged with"]),
    (.vee, ["vee", "logical or"]),
    (.ltimes, ["left semidirect product"]), (.rtimes, ["semidirect product"]),
    (.bmod, ["mod", "modulo"]),
    (.amalg, ["amalgamated with"]), (.oslash, ["circle slash", "circled slash"]),
    (.wr, ["wreath product"]), (.uplus, ["multiset union"]),
  ]

  /// Said like `times`, but always written as a cross.
  static let cross = ["cross", "cross product", "cross product with", "crossed with"]

  static let relations: [(symbol: Symbol, negated: Bool, phrases: [String])] = [
    (
      .equals, false,
      [
        "equals", "is equal to", "equal to", "equal", "equals to", "is", "are equal to", "are",
        "is the same as", "same as", "gives", "will be", "is going to be", "becomes", "is given by",
        "makes", "which equals", "which is equal to", "which is", "which gives",
        "which is given by",
        "is exactly", "is just", "yields", "are given by", "that equals", "being", "be", "equaling",
        "is also equal to", "has value", "totals", "that is equal to", "which becomes",
        "which is the same as", "evaluates to", "is equals to", "is equivalently", "was",
        "which will be", "is set to", "it's", "that's", "it is", "can be expressed as",
        "can be written as", "is expressed as",
        "and is equal to",
      ]
    ),
    (
      .equals, true,
      [
        "not equal to", "is not equal to", "not equal", "not equals", "does not equal", "is not",
        "unequal to", "doesn't equal", "are not equal to", "which is not equal to", "differs from",
        "not equals to", "are not", "isn't equal to",
      ]
    ),
    (
      .less, false,
      [
        "less than", "is less than", "are less than", "is smaller than", "smaller than",
        "is strictly less than", "strictly less than", "which is less than", "less",
        "that is less than", "being less than",
      ]
    ),
    (
      .greater, false,
      [
        "greater than", "is greater than", "are greater than", "is bigger than", "bigger than",
        "more than", "is more than", "larger than", "is larger than", "is strictly greater than",
        "strictly greater than", "which is greater than", "exceeds", "greater",
        "that is greater than",
      ]
    ),
    (
      .leq, false,
      [
        "less than or equal to", "is less than or equal to", "less or equal to", "at most",
        "is at most", "less than or equal", "less than equal to", "is less or equal to",
        "which is less than or equal to", "are less than or equal to", "does not exceed",
        "smaller than or equal to", "is smaller than or equal to", "no more than",
        "is no more than",
        "less than or equals to", "less than or equals", "is no greater than", "no greater than",
        "is less than equal to", "is lesser than or equal to", "not more than", "is not more than",
        "is less than or equals", "less equal", "lesser than or equal to",
        "less than or is equal to",
        "smaller or equal to",
      ]
    ),
    (
      .geq, false,
      [
        "greater than or equal to", "is greater than or equal to", "greater or equal to",
        "at least",
        "is at least", "greater than or equal", "greater than equal to", "is greater or equal to",
        "which is greater than or equal to", "are greater than or equal to", "no less than",
        "is no less than", "bigger than or equal to", "larger than or equal to",
        "more than or equal to",
        "greater than or equals to", "greater than or equals", "is not less than",
        "not smaller than",
        "is greater than equal to", "is larger than or equal to", "equal to or greater than",
        "is equal to or greater than", "greater equal", "is greater than or equals",
        "larger or equal to", "is bigger than or equal to",
      ]
    ),
    (.less, true, ["not less than"]),
    (.greater, true, ["not greater than", "is not greater than"]),
    (.leq, true, ["not less than or equal to", "is not less than or equal to"]),
    (.geq, true, ["not greater than or equal to", "is not greater than or equal to"]),
    (
      .ll, false,
      [
        "much less than", "is much less than", "much smaller than", "is much smaller than",
        "far less than", "very much less than", "is far less than", "are much less than",
      ]
    ),
    (
      .gg, false,
      [
        "much greater than", "is much greater than", "much larger than", "is much larger than",
        "far greater than", "much bigger than", "very much greater than", "is far greater than",
        "much more than", "are much greater than",
      ]
    ),
    (
      .approx, false,
      [
        "approximately", "approximately equal to", "is approximately equal to", "is approximately",
        "approximately equals", "about", "is about", "approx", "almost equal to",
        "roughly equal to",
        "is roughly", "is nearly", "nearly equal to", "is roughly equal to", "are approximately",
        "equals approximately", "is almost equal to", "are approximately equal to",
        "is approximated by", "which is approximately", "is approximately equivalent to",
      ]
    ),
    (.approx, true, ["is not approximately equal to", "not approximately equal to"]),
    (
      .sim, false,
      [
        "is similar to", "similar to", "is distributed as", "distributed as", "are similar to",
        "follows", "is distributed according to", "is asymptotic to", "of the order of",
        "is on the order of", "on the order of", "is of order", "is drawn from",
        "has the distribution", "is of the order of",
      ]
    ),
    (.simeq, false, ["is homotopic to", "asymptotically equal to", "is asymptotically equal to"]),
    (
      .cong, false,
      [
        "is congruent to", "congruent to", "is isomorphic to", "isomorphic to", "congruent",
        "are isomorphic to", "is congruent with",
      ]
    ),
    (.cong, true, ["is not congruent to", "is not isomorphic to", "not congruent to"]),
    (
      .equiv, false,
      [
        "is equivalent to", "equivalent to", "is identical to", "identical to",
        "identically equals",
        "is identically equal to", "identically equal to", "equivalent", "identically",
        "is identically", "are equivalent to",
      ]
    ),
    (.equiv, true, ["is not equivalent to", "not equivalent to"]),
    (
      .propto, false,
      [
        "is proportional to", "proportional to", "varies as", "varies directly as", "propto",
        "are proportional to", "varies with", "proportional", "goes as", "goes like", "scales as",
        "scales like",
      ]
    ),
    (
      .colonEquals, false,
      [
        "is defined as", "defined as", "colon equals", "is defined to be", "is defined by",
        "defined to be", "are defined as", "gets", "is assigned", "is by definition",
        "by definition equals", "defined by", "is defined as equal to", "colon equal",
        "colon equal to",
        "definition", "is defined equal to", "which is defined as", "is defined to equal",
      ]
    ),
    (.triangleq, false, ["is by definition equal to", "triangle equals"]),
    (.doteq, false, ["equals with a dot", "equals with dot above"]),
    (
      .isIn, false,
      [
        "is in", "belongs to", "is an element of", "element of", "is a member of", "member of",
        "belong to", "in", "are in", "is element of", "an element of", "belonging to", "lies in",
        "lie in", "are elements of", "elements of", "are members of",
        "is a element of", "which is in", "belongs in",
        "is within", "within",
        "is an element in", "which belongs to", "that belongs to", "is from", "contained within",
        "a member of", "are an element of", "inside", "is inside",
      ]
    ),
    (
      .isIn, true,
      [
        "is not in", "not in", "does not belong to", "is not an element of", "not an element of",
        "is not a member of", "not belongs to", "not belong to", "not element of",
        "do not belong to", "doesn't belong to", "not a member of", "not belonging to",
        "are not in", "is not element of", "not member of",
      ]
    ),
    (.ni, false, ["contains", "has member", "has element", "contains the element", "ni"]),
    (
      .subset, false,
      [
        "subset of", "is a subset of", "subset", "is subset of", "is contained in", "contained in",
        "a subset of", "is a proper subset of", "proper subset of", "proper subset",
        "are contained in",
        "is included in", "included in", "are a subset of", "are subsets of",
        "is strictly contained in",
      ]
    ),
    (
      .subset, true, ["is not a subset of", "not a subset of", "not subset of", "not contained in"]
    ),
    (
      .subseteq, false,
      [
        "subset or equal to", "is a subset of or equal to", "subset of or equal to",
        "is a subset or equal to", "subset equal", "subset or equal", "subset equals",
        "is contained in or equal to", "a subset or equal to", "is subset of or equal to",
        "contained in or equal to", "improper subset of", "subset equal to", "is a subset equal to",
        "subset or equals", "is a subset or equal of",
      ]
    ),
    (.subseteq, true, ["is not a subset of or equal to", "not a subset or equal to"]),
    (
      .supset, false,
      [
        "superset of", "is a superset of", "superset", "contains the set", "supset",
        "is a proper superset of", "properly contains", "a superset of", "proper superset of",
      ]
    ),
    (
      .supseteq, false,
      [
        "superset or equal to", "is a superset of or equal to", "superset of or equal to",
        "superset equal", "is a superset or equal to",
      ]
    ),
    (.parallel, false, ["is parallel to", "parallel to"]),
    (.parallel, true, ["is not parallel to", "not parallel to"]),
    (
      .perp, false,
      ["is perpendicular to", "perpendicular to", "is orthogonal to", "orthogonal to"]
    ),
    (.mid, false, ["divides", "is a divisor of"]),
    (.mid, true, ["does not divide", "not divides"]),
    (.prec, false, ["precedes", "is preceded by"]),
    (.succ, false, ["succeeds"]),
    (.preceq, false, ["precedes or equals", "precedes or is equal to"]),
    (.succeq, false, ["succeeds or equals"]),
    (
      .lesssim, false,
      [
        "less than or similar to", "is less than or similar to", "less than or approximately",
        "less than or about", "less than or approximately equal to",
        "is less than or approximately equal to", "less than or equivalent to",
      ]
    ),
    (
      .gtrsim, false,
      [
        "greater than or similar to", "is greater than or similar to",
        "greater than or approximately equal to", "greater than or approximately",
        "is greater than or approximately equal to",
      ]
    ),
    (.vdash, false, ["proves", "turnstile"]),
    (.models, false, ["models", "entails", "satisfies"]),
    (.therefore, false, ["therefore", "hence"]),
    (.because, false, ["because"]),
    (
      .to, false,
      [
        "goes to", "go to", "tends to", "tend to", "approaches", "approach", "arrow", "right arrow",
        "converges to", "converge to", "rightarrow", "going to", "tending to", "approaching",
        "arrow to", "to right arrow", "converging to", "is mapped to", "as it goes to",
        "is approaching", "which goes to", "long right arrow", "maps into", "mapping to",
      ]
    ),
    (.to, true, ["does not converge to", "does not tend to", "does not go to"]),
    (
      .mapsto, false,
      [
        "maps to", "map to", "mapsto", "is sent to", "sent to", "sends to", "maps onto",
        "which maps to",
        "mapped to", "long maps to",
      ]
    ),
    (.leftarrow, false, ["left arrow", "leftarrow", "arrow left", "back arrow"]),
    (
      .leftrightarrow, false,
      [
        "left right arrow", "double headed arrow", "corresponds to", "double arrow",
        "left and right arrow", "bidirectional arrow", "two way arrow", "is in correspondence with",
        "leftrightarrow",
      ]
    ),
    (
      .hookrightarrow, false,
      [
        "hook right arrow", "embeds in", "embeds into", "right hook arrow", "hooked arrow",
        "hooked right arrow", "right arrow with hook", "hook arrow", "is embedded in",
      ]
    ),
    (.twoheadrightarrow, false, ["surjects onto", "two headed right arrow"]),
    (
      .implies, false,
      [
        "implies", "implies that", "double right arrow", "which implies", "then it follows that",
        "right double arrow", "implies to", "which implies that",
      ]
    ),
    (.impliedBy, false, ["is implied by", "implied by", "left double arrow", "if implied by"]),
    (
      .equivalent, false,
      [
        "if and only if", "iff", "is equivalent with", "double left right arrow",
        "if and only if it is true that", "is logically equivalent to",
      ]
    ),
    (.uparrow, false, ["up arrow", "uparrow", "upward arrow", "arrow up"]),
    (.downarrow, false, ["down arrow", "downarrow", "downward arrow", "arrow down"]),
    (.updownarrow, false, ["up down arrow"]),
    (.rightleftharpoons, false, ["is in equilibrium with", "equilibrium arrow"]),
    (.rightsquigarrow, false, ["leads to", "squiggly arrow"]),
    (.lll, false, ["very very much less than", "triple less than"]),
    (.ggg, false, ["very very much greater than", "triple greater than"]),
    (.asymp, false, ["is asymptotically comparable to"]),
    (.equalsColon, false, ["equals colon", "defines"]),
    (.subsetneq, false, ["subset but not equal to", "is a subset but not equal to"]),
    (.supsetneq, false, ["superset but not equal to", "is a superset but not equal to"]),
    (.sqsubseteq, false, ["square subset or equal to"]),
    (.sqsupseteq, false, ["square superset or equal to"]),
    (.dashv, false, ["left turnstile", "reversed turnstile"]),
    (.forces, false, ["forces"]), (.bowtie, false, ["bow tie", "bowtie"]),
    (.smile, false, ["smile"]), (.frown, false, ["frown"]),
    (.hookleftarrow, false, ["hook left arrow", "left hook arrow"]),
    (.doubleUparrow, false, ["double up arrow"]),
    (.doubleDownarrow, false, ["double down arrow"]),
    (.nearrow, false, ["north east arrow"]), (.searrow, false, ["south east arrow"]),
    (.nwarrow, false, ["north west arrow"]), (.swarrow, false, ["south west arrow"]),
    (.rightharpoonup, false, ["right harpoon up", "right harpoon"]),
    (.rightarrowtail, false, ["right arrow with tail", "arrow with tail"]),
  ]

  static let constants: [(symbol: Symbol, phrases: [String])] = [
    (.infty, ["infinity", "infinite", "positive infinity sign"]),
    (.emptyset, ["empty set", "null set", "the empty set", "emptyset"]),
    (.partial, ["partial", "del partial", "curly d", "partial d", "round d"]),
    (.nabla, ["nabla", "del", "gradient", "grad", "gradient of", "grad of", "del operator"]),
    (.hbar, ["h bar", "hbar", "planck constant", "reduced planck constant"]),
    (.ell, ["ell", "curly l", "cursive l", "script ell"]),
    (.aleph, ["aleph"]), (.wp, ["weierstrass p"]),
    (
      .forall,
      [
        "for all", "for every", "for any", "forall", "for each", "for arbitrary", "for all the",
        "for any given", "for every possible", "whatever",
      ]
    ),
    (
      .exists,
      [
        "there exists", "there exist", "exists", "there is a", "there is an", "there exists a",
        "there exists an", "there is", "exist", "exists a", "exists an", "there is some",
        "there exists some",
      ]
    ),
    (.neg, ["not", "logical not", "negation", "negation of", "neg"]),
    (.top, ["top", "verum"]), (.bot, ["falsum", "bottom"]),
    (.perp, ["perpendicular", "perp", "orthogonal complement", "orthogonal"]),
    (.parallel, ["parallel"]),
    (.angle, ["angle"]), (.triangle, ["triangle"]), (.square, ["square symbol", "d'alembertian"]),
    (.dagger, ["dagger", "adjoint", "hermitian conjugate"]), (.ddagger, ["double dagger"]),
    (.ast, ["star", "conjugate star"]),
    (.sharp, ["sharp"]), (.flat, ["flat"]), (.natural, ["natural sign"]),
    (.hash, ["number sign", "hash", "pound sign"]), (.dollar, ["dollar sign"]),
    (.ampersand, ["and sign"]), (.at, ["at sign"]), (.question, ["question mark"]),
    (.vdots, ["vertical dots", "vertical ellipsis"]), (.ddots, ["diagonal dots"]),
    (.diamond, ["diamond"]), (.checkmark, ["check mark"]),
    (.underscore, ["underscore", "underscore sign"]), (.cdots, ["centered ellipsis"]),
    (.beth, ["beth"]), (.imath, ["dotless i"]), (.jmath, ["dotless j"]),
    (.diamondsuit, ["diamond suit"]), (.clubsuit, ["club suit"]), (.heartsuit, ["heart suit"]),
    (.spadesuit, ["spade suit"]), (.prime, ["prime symbol"]), (.degree, ["degree symbol"]),
    (.doubleFactorial, ["double factorial"]), (.quotation, ["quotation mark"]),
    (.copyright, ["copyright sign"]), (.pounds, ["pound sterling sign"]), (.euro, ["euro sign"]),
  ]

  /// Delimiters that stand alone, without a partner.
  static let loneDelimiters: [(symbol: Symbol, phrases: [String])] = [
    (.openParenthesis, ["lone open parenthesis"]), (.closeParenthesis, ["lone close parenthesis"]),
    (.openBracket, ["lone open bracket"]), (.closeBracket, ["lone close bracket"]),
    (.openBrace, ["lone open brace"]), (.closeBrace, ["lone close brace"]),
    (.openAngle, ["lone open angle bracket"]), (.closeAngle, ["lone close angle bracket"]),
    (.openFloor, ["lone open floor"]), (.closeFloor, ["lone close floor"]),
    (.openCeiling, ["lone open ceiling"]), (.closeCeiling, ["lone close ceiling"]),
  ]

  static let separators: [(symbol: Symbol, phrases: [String])] = [
    (.comma, ["comma"]),
    (.semicolon, ["semicolon", "semi colon"]),
    (.colon, ["colon"]),
    (.period, ["period", "full stop"]),
  ]

  static let dots = [
    "dot dot dot", "ellipsis", "and so on", "up to", "through", "dots", "and so forth",
    "all the way to", "all the way up to", "up through", "etcetera", "and so on up to", "dot dot",
    "continuing to", "et cetera", "continuing up to", "and so on until", "and so on through",
    "and so on to", "triple dot", "three dots", "ellipses", "centered dots", "dot dot dot dot",
    "up until",
  ]
}
