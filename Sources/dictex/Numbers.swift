import ArgumentParser

/// Rounds to decimal places; JSON has no NaN or infinity, so these become 0.
func rounded(_ value: Double, places: Int) -> Double {
  guard value.isFinite else { return 0 }
  var scale = 1.0
  for _ in 0..<places { scale *= 10 }
  let scaled = (value * scale).rounded() / scale
  return scaled.isFinite ? scaled : value
}

/// Writes a number with exactly `places` decimals and a point, whatever the locale.
func decimal(_ value: Double, places: Int) -> String {
  guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
  var scale = 1
  for _ in 0..<places { scale *= 10 }
  let scaled = Int((abs(value) * Double(scale)).rounded())
  let sign = value < 0 && scaled > 0 ? "-" : ""
  guard places > 0 else { return "\(sign)\(scaled)" }
  let fraction = "\(scaled % scale)"
  return sign + "\(scaled / scale)." + String(repeating: "0", count: places - fraction.count)
    + fraction
}

/// Refuses an option's number outside its range.
func require<Value: Comparable>(_ range: ClosedRange<Value>, _ value: Value, _ name: String) throws
{
  guard range.contains(value) else {
    throw ValidationError(
      "\(name) is \(value), but must be \(range.lowerBound)…\(range.upperBound).")
  }
}
