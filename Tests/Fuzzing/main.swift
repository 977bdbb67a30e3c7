// libFuzzer's own loop (compiler-rt, FuzzerInterface.h) under a `main` of ours, which SwiftPM wants.

import Foundation

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ argumentCount: UnsafeMutablePointer<Int32>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ attack: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

var argumentCount = CommandLine.argc
var arguments = CommandLine.unsafeArgv
exit(
  runDriver(&argumentCount, &arguments) { start, count in
    FuzzTarget.chosen.attack([UInt8](UnsafeBufferPointer(start: start, count: count)))
    return 0
  })
