import DurableFiles
import Foundation
import SpokenMath
import Typesetting

/// The formulas so far, kept in a file of one JSON object a line that survives restarts.
///
/// The whole file is written anew on each change, so that it holds the list before or after it.
public actor FormulaList {
  /// One formula of the list.
  public struct Entry: Codable, Sendable, Equatable {
    /// What it is known by; never used again.
    public var id: Int
    /// The formula.
    public var latex: String
    /// When it was accepted, in seconds since 1970.
    public var time: Double
  }

  /// Why a list cannot be used.
  public struct Unreadable: Error, CustomStringConvertible {
    /// The file, the line and what is wrong.
    public let description: String
  }

  /// More are not kept: the oldest go.
  static let limit = 5_000
  private static let fileLimit = 64 << 20

  private let path: String?
  /// The formulas, oldest first.
  public private(set) var entries: [Entry] = []
  private var nextID = 1
  private var watchers: [Int: @Sendable () -> Void] = [:]
  private var nextWatcher = 0
  /// The formulas as pages show them, by their LaTeX, and the whole list; nil after a change.
  private var views: [String: FormulaView] = [:]
  private var shown: String?

  /// Opens a list.
  ///
  /// - Parameter path: Its file, which need not exist yet; nil keeps the list in memory only.
  /// - Throws: ``Unreadable`` if the file is no such list; it is then left alone.
  public init(path: String?) throws {
    self.path = path
    guard let path, FileManager.default.fileExists(atPath: path) else { return }
    let data: Data
    do {
      data = try RegularFile.contents(path, limit: Self.fileLimit)
    } catch {
      throw Unreadable(description: "\(error); wanted a list of formulas")
    }
    for (index, line) in data.split(separator: 0x0A).enumerated() {
      guard let entry = try? JSONDecoder().decode(Entry.self, from: Data(line)), entry.id > 0,
        entry.id < 1 << 40
      else {
        throw Unreadable(
          description: "\(path): line \(index + 1) is no formula of the list; "
            + "mend or move the file, or name another with --list")
      }
      entries.append(entry)
      nextID = max(nextID, entry.id + 1)
    }
  }

  /// Adds a formula at the end.
  ///
  /// - Returns: Its number.
  /// - Throws: `DurableFile.Failure`; the list is then as it was.
  @discardableResult
  public func add(_ latex: String, time: Double = Date().timeIntervalSince1970) throws -> Int {
    let id = nextID
    try change { $0.append(Entry(id: id, latex: latex, time: time.rounded())) }
    nextID += 1
    return id
  }

  /// Takes a formula out; one that is not there is no error.
  ///
  /// - Throws: `DurableFile.Failure`; the list is then as it was.
  public func remove(_ id: Int) throws {
    if entries.contains(where: { $0.id == id }) { try change { $0.removeAll { $0.id == id } } }
  }

  /// The list as pages show it, in JSON.
  ///
  /// Made once for all sessions: finding words that are understood again takes a tenth of a second for a
  /// long formula, and in eight sessions at once that held up sound for more than one.
  func message() -> String {
    if let shown { return shown }
    let known = views
    views = [:]
    let list = entries.map { entry in
      let view = views[entry.latex] ?? known[entry.latex] ?? Self.view(of: entry.latex)
      views[entry.latex] = view
      return PageMessage.Entry(id: entry.id, formula: view, time: entry.time)
    }
    let text = PageMessage.list(list).json
    shown = text
    return text
  }

  private static func view(of latex: String) -> FormulaView {
    let formula = try? LaTeXReader().expression(of: latex)
    var view = FormulaView(formula ?? MathExpression(.text(latex)))
    view.latex = latex
    return view
  }

  /// Calls a function after every change, until told otherwise.
  func watch(_ changed: @escaping @Sendable () -> Void) -> Int {
    nextWatcher += 1
    watchers[nextWatcher] = changed
    return nextWatcher
  }

  /// Ends the calls.
  func stopWatching(_ watcher: Int) { watchers[watcher] = nil }

  private func change(_ body: (inout [Entry]) -> Void) throws {
    var changed = entries
    body(&changed)
    changed = changed.suffix(Self.limit)
    if let path {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      var data = Data()
      for entry in changed { data += try encoder.encode(entry) + [0x0A] }
      try DurableFile.replace(path, with: data)
    }
    entries = changed
    shown = nil
    for watcher in watchers.values { watcher() }
  }
}
