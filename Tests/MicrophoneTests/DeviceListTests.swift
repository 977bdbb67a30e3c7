#if canImport(CALSA)
  import CALSA
  import Foundation
  import Microphone
  import Testing

  /// What libasound reads from a configuration: each test is a process of its own, for the way there
  /// is the environment, which no thread may change beside others.
  @Suite("Devices of a configuration")
  struct DeviceListTests {
    @Test("Inputs are listed, each on one line, and open by their names")
    func list() async {
      await #expect(processExitsWith: .success) {
        try withConfiguration([100, -200, 300]) {
          let devices = Microphone.devices()
          #expect(
            devices.contains { $0.name == "dictexfile" && $0.description == "A file, for tests" })
          #expect(!devices.contains { $0.name == "null" || $0.description.contains("\n") })
          let samples = try #require(try Microphone("dictexfile").read())
          let wanted: [Float] = [100, -200, 300]
          #expect(samples.prefix(3).map { $0 * 32_768 } == wanted)
        }
      }
    }

    @Test("A converting device shows the rate and the channels of what it stands on")
    func plug() async {
      await #expect(processExitsWith: .success) {
        try withConfiguration([]) {
          let microphone = try Microphone("dictexplug")
          #expect(microphone.deviceSampleRate == 48_000)
          #expect(microphone.deviceChannelCount == 2)
          // What the null device gives is whatever its memory held.
          #expect(try microphone.read()?.isEmpty == false)
        }
      }
    }
  }

  /// Makes a configuration of two devices this process's: a file of samples, and one that converts.
  private func withConfiguration(_ samples: [Int16], _ body: () throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "dictex-microphone-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let sound = folder.appending(path: "samples.raw")
    try samples.withUnsafeBytes { try Data($0).write(to: sound) }
    let text = """
      </usr/share/alsa/alsa.conf>
      pcm.dictexfile {
        type file
        slave.pcm { type null }
        file "/dev/null"
        infile "\(sound.path)"
        format raw
        hint { show on description "A file\nfor tests" }
      }
      pcm.dictexplug {
        type plug
        slave { pcm { type null } rate 48000 channels 2 format S32_LE }
      }
      """
    let configuration = folder.appending(path: "asound.conf")
    try Data(text.utf8).write(to: configuration)
    setenv("ALSA_CONFIG_PATH", configuration.path, 1)
    try body()
  }
#endif
