/// Why LaTeX could not be read, and where.
///
/// Columns count Unicode scalars from 1.
public enum LaTeXReaderError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text has more than `limit` Unicode scalars.
  case tooLong(limit: Int, found: Int)
  /// Constructs are nested deeper than `limit`.
  case tooDeep(limit: Int, column: Int)
  /// Something stands where something else must.
  case unexpected(found: String, wanted: String, column: Int)
  /// A command that is in no table.
  case unknownCommand(String, column: Int)
  /// A character that has no place in a formula.
  case unknownCharacter(String, column: Int)

  /// One line: where, what was found, what was wanted.
  public var description: String {
    switch self {
    case .tooLong(let limit, let found):
      return "the formula has \(found) characters; at most \(limit) are read"
    case .tooDeep(let limit, let column):
      return "column \(column): nested deeper than \(limit) levels; write it in parts"
    case .unexpected(let found, let wanted, let column):
      return "column \(column): found \(found), wanted \(wanted)"
    case .unknownCommand(let name, let column):
      return "column \(column): found the command \(name), wanted one that Dictex writes"
    case .unknownCharacter(let character, let column):
      return "column \(column): found \(character), wanted a letter, digit, sign or command"
    }
  }
}
