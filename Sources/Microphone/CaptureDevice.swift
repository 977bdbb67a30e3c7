#if canImport(CALSA)
  import CALSA

  // libasound would write its complaints to standard error beside the one line of ours.
  private let silenced: Void = calsa_silence_errors()

  /// Opens a capture device that never blocks.
  ///
  /// libasound neither resamples, which it does by linear interpolation, nor mixes channels: what the
  /// device itself has is seen.
  ///
  /// - Throws: `MicrophoneError.busy` or `.cannotOpen`.
  func openCaptureDevice(_ name: String) throws -> OpaquePointer {
    _ = silenced
    let mode = SND_PCM_NONBLOCK | SND_PCM_NO_AUTO_RESAMPLE | SND_PCM_NO_AUTO_CHANNELS
    var handle: OpaquePointer?
    let code = snd_pcm_open(&handle, name, SND_PCM_STREAM_CAPTURE, mode)
    if code == -EBUSY || code == -EAGAIN { throw MicrophoneError.busy(device: name) }
    guard code >= 0, let handle else {
      throw MicrophoneError.cannotOpen(device: name, reason: reason(code))
    }
    return handle
  }

  /// Agrees with a device on 16-bit samples at its lowest rate from 16 kHz up, and on as few channels as
  /// it has.
  func negotiate(
    _ handle: OpaquePointer, _ name: String
  ) throws -> (sampleRate: UInt32, channelCount: UInt32) {
    func check(_ code: Int32, _ what: String) throws {
      if code < 0 {
        throw MicrophoneError.unfit(device: name, lacks: what, reason: reason(code))
      }
    }
    var allocated: OpaquePointer?
    try check(snd_pcm_hw_params_malloc(&allocated), "memory")
    guard let parameters = allocated else { return (0, 0) }
    defer { snd_pcm_hw_params_free(parameters) }

    try check(snd_pcm_hw_params_any(handle, parameters), "capture settings")
    try check(
      snd_pcm_hw_params_set_access(handle, parameters, SND_PCM_ACCESS_RW_INTERLEAVED),
      "interleaved samples")
    try check(
      snd_pcm_hw_params_set_format(handle, parameters, SND_PCM_FORMAT_S16_LE), "16-bit samples")
    var channelCount = UInt32(1)
    try check(
      snd_pcm_hw_params_set_channels_near(handle, parameters, &channelCount), "channels")
    guard (1...64).contains(channelCount) else {
      throw MicrophoneError.unfit(
        device: name, lacks: "1–64 channels", reason: "it has \(channelCount)")
    }
    // The nearest rate to 16 kHz may be 8 kHz, which loses half of speech; below only if it must be.
    let wanted = UInt32(Microphone.sampleRate)
    var sampleRate = wanted
    var direction: Int32 = 0
    _ = snd_pcm_hw_params_set_rate_min(handle, parameters, &sampleRate, &direction)
    sampleRate = wanted
    try check(
      snd_pcm_hw_params_set_rate_near(handle, parameters, &sampleRate, &direction),
      "sampling rate")
    // Wishes: a period that lets a block come when it is due, and room for a reader that is late.
    var period = snd_pcm_uframes_t(sampleRate) * 3 / 100
    _ = snd_pcm_hw_params_set_period_size_near(handle, parameters, &period, &direction)
    var microseconds: UInt32 = 2_000_000
    _ = snd_pcm_hw_params_set_buffer_time_near(handle, parameters, &microseconds, &direction)
    try check(snd_pcm_hw_params(handle, parameters), "settings that fit together")
    return (sampleRate, channelCount)
  }

  extension Capture {
    /// The capture devices that libasound names.
    static func devices() -> [Microphone.Device] {
      _ = silenced
      var hints: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
      guard snd_device_name_hint(-1, "pcm", &hints) >= 0, let hints else { return [] }
      defer { snd_device_name_free_hint(hints) }
      var devices: [Microphone.Device] = []
      var next = hints
      while let hint = next.pointee {
        next += 1
        // No direction stands for both.
        guard let name = text(hint, "NAME"), name != "null",
          text(hint, "IOID") ?? "Input" == "Input"
        else { continue }
        let description = (text(hint, "DESC") ?? "").split(separator: "\n").joined(separator: ", ")
        devices.append(Microphone.Device(name: name, description: description))
      }
      return devices
    }

    private static func text(_ hint: UnsafeRawPointer, _ key: String) -> String? {
      guard let characters = snd_device_name_get_hint(hint, key) else { return nil }
      defer { free(characters) }
      return String(cString: characters)
    }
  }

  /// What libasound says of an error code.
  func reason(_ code: Int32) -> String {
    snd_strerror(code).map { String(cString: $0) } ?? "error \(code)"
  }
#endif
