/// A key of a US keyboard, as DOM key events tell it.
struct Key {
  /// `KeyboardEvent.key`.
  let name: String
  /// `KeyboardEvent.code`: empty for characters that are on no key here.
  let code: String
  /// `KeyboardEvent.keyCode`.
  let number: Int
  /// What it types.
  let text: String

  /// The keys that type nothing, or something other than their names.
  private static let named: [String: (number: Int, text: String)] = [
    "Backspace": (8, ""), "Tab": (9, ""), "Enter": (13, "\r"), "Escape": (27, ""),
    "PageUp": (33, ""), "PageDown": (34, ""), "End": (35, ""), "Home": (36, ""),
    "ArrowLeft": (37, ""), "ArrowUp": (38, ""), "ArrowRight": (39, ""), "ArrowDown": (40, ""),
    "Delete": (46, ""), "F1": (112, ""), "F2": (113, ""),
  ]

  /// A key by its name or its character.
  init(_ name: String) {
    self.name = name
    if let key = Key.named[name] {
      (code, number, text) = (name, key.number, key.text)
      return
    }
    text = name
    switch name.first {
    case " ":
      (code, number) = ("Space", 32)
    case let letter? where letter.isASCII && letter.isLetter:
      let upper = letter.uppercased()
      (code, number) = ("Key\(upper)", Int(upper.utf8.first ?? 0))
    case let digit? where digit.isASCII && digit.isNumber:
      (code, number) = ("Digit\(digit)", Int(digit.asciiValue ?? 0))
    default:
      (code, number) = ("", 0)
    }
  }
}
