#if canImport(CALSA)
  import Audio
  import CALSA
  import Foundation
  import Testing

  @testable import Microphone

  @Suite("Microphone")
  struct MicrophoneTests {
    /// Samples of which no two blocks are alike.
    private let sent =
      [.min, .max] + (0..<10_007).map { Int16(truncatingIfNeeded: $0 * 7_919 + 13) }

    private func floats(_ samples: some Sequence<Int16>) -> [Float] {
      samples.map { Float($0) / 32_768 }
    }

    private func read(_ count: Int, of microphone: Microphone) throws -> [Float] {
      var samples: [Float] = []
      while samples.count < count, let block = try microphone.read() { samples += block }
      return samples
    }

    @Test("The samples of a device come back bit for bit, 30 ms at a time")
    func samples() throws {
      let microphone = try ScriptedDevice.open([.samples(sent)])
      #expect(microphone.deviceSampleRate == 16_000)
      #expect(microphone.deviceChannelCount == 1)
      #expect(try microphone.read() == floats(sent[..<480]))
      let isSame = try read(sent.count - 480, of: microphone) == floats(sent[480...])
      #expect(isSame)
      #expect(microphone.overruns == 0)
    }

    @Test(
      "A device of another rate and several channels gives their mean at 16 kHz",
      arguments: [(48_000, 2), (44_100, 1), (8_000, 3)])
    func conversion(rate: Int, channels: Int) throws {
      func tone(_ channel: Int, _ seconds: Double) -> Double {
        0.3 / Double(channel + 1) * sin(2 * .pi * 440 * Double(channel + 1) * seconds)
      }
      let interleaved = (0..<rate).flatMap { index in
        (0..<channels).map { Int16((tone($0, Double(index) / Double(rate)) * 32_768).rounded()) }
      }
      let microphone = try ScriptedDevice.open(
        [.samples(interleaved)], rate: UInt32(rate), channels: UInt32(channels))
      #expect(microphone.deviceSampleRate == rate)
      #expect(microphone.deviceChannelCount == channels)
      let heard = try read(7_000, of: microphone)
      // Twice the rounding to 16 bits, and away from the start, where the sound begins at once.
      for index in 2_000..<6_000 {
        let tones = (0..<channels).map { tone($0, Double(index) / 16_000) }
        let ideal = tones.reduce(0, +) / Double(channels)
        #expect(abs(Double(heard[index]) - ideal) < 3.1e-5)
      }
    }

    @Test("Overruns are counted, and reading goes on")
    func overruns() throws {
      let microphone = try ScriptedDevice.open([
        .samples([1, 2]), .overrun, .samples([3]), .overrun, .overrun, .samples([4, 5]),
      ])
      #expect(try read(5, of: microphone) == floats([1, 2, 3, 4, 5]))
      #expect(microphone.overruns == 3)
    }

    @Test("A device that overruns without end is given up")
    func endlessOverruns() throws {
      let script = [ScriptedDevice.Step](repeating: .overrun, count: 100)
      let microphone = try ScriptedDevice.open(script)
      #expect(throws: MicrophoneError.silent(device: "scripted", seconds: 3)) {
        try microphone.read()
      }
    }

    @Test("A device that is pulled out or breaks down is told")
    func unplugged() throws {
      for step in [ScriptedDevice.Step.unplugged, .broken(ENODEV)] {
        let microphone = try ScriptedDevice.open([.samples([7]), step])
        #expect(try microphone.read() == floats([7]))
        #expect(throws: MicrophoneError.unplugged(device: "scripted")) { try microphone.read() }
      }
      let microphone = try ScriptedDevice.open([.broken(EIO)])
      #expect(throws: MicrophoneError.failed(device: "scripted", reason: "Input/output error")) {
        try microphone.read()
      }
    }

    @Test("A device that gives nothing is given up after three seconds")
    func silent() throws {
      let microphone = try ScriptedDevice.open([])
      let start = ContinuousClock.now
      #expect(throws: MicrophoneError.silent(device: "scripted", seconds: 3)) {
        try microphone.read()
      }
      #expect(ContinuousClock.now - start > .seconds(2.9))
    }

    @Test("Stopping ends a read that waits, and all later ones")
    func stop() throws {
      let microphone = try ScriptedDevice.open([])
      // A thread of its own: the ones of tasks may all be waiting in tests such as this.
      Thread.detachNewThread {
        usleep(200_000)
        microphone.stop()
      }
      #expect(try microphone.read() == nil)
      #expect(try microphone.read() == nil)
    }

    @Test(
      "What was captured before the stop still comes, and then no more",
      arguments: [16_000, 48_000])
    func rest(rate: Int) throws {
      let microphone = try ScriptedDevice.open([.samples(sent)], rate: UInt32(rate))
      var count = try #require(try microphone.read()).count
      microphone.stop()
      while let block = try microphone.read() { count += block.count }
      #expect(count == (sent.count * 16_000 + rate / 2) / rate)
      #expect(try microphone.read() == nil)
    }

    @Test("A device that is not there is told in one line that says what to do")
    func missing() throws {
      let error = try #require(throws: MicrophoneError.self) { try Microphone("hw:9") }
      #expect(error == .cannotOpen(device: "hw:9", reason: "No such file or directory"))
      #expect(
        "\(error)" == "no microphone “hw:9”: No such file or directory; `dictex listen "
          + "--list-devices` names those there are, and `arecord … | dictex listen -` takes any "
          + "other source")
      #expect(throws: MicrophoneError.self) { try Microphone("no\nsuch'device\"{") }
    }

    @Test("A device without 16-bit samples is told how to be converted")
    func format() throws {
      let error = try #require(throws: MicrophoneError.self) {
        try ScriptedDevice.open([], format: SND_PCM_FORMAT_S24_3LE)
      }
      #expect("\(error)".hasPrefix("microphone “scripted”: found no 16-bit samples (Invalid arg"))
      let hardware = MicrophoneError.unfit(device: "hw:1,0", lacks: "16-bit samples", reason: "r")
      #expect("\(hardware)".hasSuffix("try --device “plughw:1,0”, which converts"))
    }

    @Test("Errors keep control characters from the terminal")
    func quoting() {
      let text = "\(MicrophoneError.busy(device: "a\u{1B}[2Jb"))"
      #expect(text.hasPrefix("microphone “a\\u{1B}[2Jb”: another program uses it"))
    }
  }
#else
  import Testing

  @Test("Microphone", .disabled("This build has no libasound."))
  func microphone() {}
#endif
