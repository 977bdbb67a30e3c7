#if canImport(CALSA)
  import Audio
  import CALSA

  /// An open ALSA capture device and what makes 16 kHz mono of its samples.
  ///
  /// One thread at a time uses it.
  final class Capture {
    let name: String
    let sampleRate: Int
    let channelCount: Int
    private(set) var overruns = 0

    private let handle: OpaquePointer
    private let resampler: Resampler
    /// Interleaved, room for one block.
    private var frames: [Int16]
    private let blockLength: Int
    /// Frames that were captured before the stop and are still to be read; nil before the stop.
    private var remaining: Int?

    /// Opens a device by its name.
    convenience init(_ name: String) throws {
      try self.init(openCaptureDevice(name), name: name)
    }

    /// Takes over an open device and closes it in the end.
    init(_ handle: OpaquePointer, name: String) throws {
      do {
        let format = try negotiate(handle, name)
        sampleRate = Int(format.sampleRate)
        channelCount = Int(format.channelCount)
        resampler = try Resampler(from: Double(sampleRate), to: Microphone.sampleRate)
      } catch {
        snd_pcm_close(handle)
        throw error
      }
      self.name = name
      self.handle = handle
      blockLength = max(sampleRate * 3 / 100, 1)
      frames = [Int16](repeating: 0, count: blockLength * channelCount)
    }

    deinit {
      snd_pcm_close(handle)
    }

    /// Waits for samples, from −1 to 1 at 16 kHz.
    ///
    /// Once `isStopped` says so, gives what was captured before, without waiting, and then nil.
    func read(until isStopped: () -> Bool) throws -> [Float]? {
      // Waits are counted, not timed: Ctrl-Z and a sleeping laptop are no silence.
      var idleMilliseconds = 0
      while !isStopped() {
        if snd_pcm_state(handle) == SND_PCM_STATE_PREPARED { snd_pcm_start(handle) }
        let count = readFrames(atMost: blockLength)
        if count > 0 {
          let samples = resampler.process(mono(count))
          if !samples.isEmpty { return samples }
          continue
        }
        idleMilliseconds += try wait(after: Int32(clamping: count))
        if idleMilliseconds >= Microphone.patience * 1_000 {
          throw MicrophoneError.silent(device: name, seconds: Microphone.patience)
        }
      }
      return rest()
    }

    /// What was captured before the stop, a block at a time.
    private func rest() -> [Float]? {
      var left = remaining ?? snd_pcm_avail(handle)
      defer { remaining = left }
      while left > 0 {
        let count = readFrames(atMost: min(left, blockLength))
        left = count > 0 ? left - count : 0
        let samples = resampler.process(mono(count))
        if !samples.isEmpty { return samples }
      }
      let tail = resampler.finish()
      return tail.isEmpty ? nil : tail
    }

    /// Reads into `frames` and gives their number, or an error.
    private func readFrames(atMost count: Int) -> Int {
      frames.withUnsafeMutableBytes {
        snd_pcm_readi(handle, $0.baseAddress, snd_pcm_uframes_t(count))
      }
    }

    /// The mean of the channels, from −1 to 1.
    private func mono(_ count: Int) -> [Float] {
      let scale = 1 / (32_768 * Float(channelCount))
      return (0..<min(max(count, 0), blockLength)).map { frame in
        var sum = 0
        for channel in 0..<channelCount {
          sum += Int(Int16(littleEndian: frames[frame * channelCount + channel]))
        }
        return Float(sum) * scale
      }
    }

    /// Waits for sound after a read that gave none, or sets right what kept it.
    ///
    /// - Returns: Milliseconds of idleness, nominally: no wait is free, so that none repeats forever.
    private func wait(after result: Int32) throws -> Int {
      if result == 0 {
        usleep(10_000)
        return 10
      }
      if result != -EAGAIN { return try recover(from: result) }
      let outcome = snd_pcm_wait(handle, 100)
      if outcome == 0 { return 100 }
      if outcome < 0 { return try recover(from: outcome) }
      usleep(1_000)
      return 1
    }

    private func recover(from code: Int32) throws -> Int {
      if code == -EINTR { return 1 }
      if code == -ENODEV || snd_pcm_state(handle) == SND_PCM_STATE_DISCONNECTED {
        throw MicrophoneError.unplugged(device: name)
      }
      if code == -EPIPE { overruns += 1 }
      let outcome = snd_pcm_recover(handle, code, 1)
      guard outcome >= 0 else {
        if outcome == -ENODEV { throw MicrophoneError.unplugged(device: name) }
        throw MicrophoneError.failed(device: name, reason: reason(outcome))
      }
      return 100
    }
  }
#else
  /// The place of a capture device where there is no libasound.
  final class Capture {
    let name = ""
    let sampleRate = 0
    let channelCount = 0
    let overruns = 0

    init(_ name: String) throws {
      throw MicrophoneError.notBuiltIn
    }

    func read(until isStopped: () -> Bool) throws -> [Float]? { nil }

    static func devices() -> [Microphone.Device] { [] }
  }
#endif
