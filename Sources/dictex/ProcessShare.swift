import Foundation
import MessagePassing

/// This process's share of a list of recordings, when `mpirun` started several; else all of it.
struct ProcessShare {
  private let group: ProcessGroup?
  /// Places in the list.
  let places: [Int]

  /// Deals `count` recordings out, one to each process in turn.
  ///
  /// - Throws: `ProcessGroupError` if `mpirun` started several that cannot work together.
  init(of count: Int) throws {
    group = try ProcessGroup.current()
    let (rank, processes) = (group?.rank ?? 0, group?.count ?? 1)
    places = Array(stride(from: rank, to: count, by: processes))
  }

  /// Whether other processes work on the rest.
  var isPart: Bool { group != nil }

  /// Puts the results of all processes in the order of the list.
  ///
  /// - Parameter results: A result for each of `places`.
  /// - Returns: All results; nil in all processes but the first.
  /// - Throws: `ProcessGroupError` if they cannot be passed on.
  func collected<Result: Codable>(_ results: [Result]) throws -> [Result]? {
    guard let group else { return results }
    guard let data = try group.gather(try JSONEncoder().encode(results)) else { return nil }
    let shares = try data.map { try JSONDecoder().decode([Result].self, from: $0) }
    let count = shares.reduce(0) { $0 + $1.count }
    return (0..<count).map { shares[$0 % shares.count][$0 / shares.count] }
  }
}
