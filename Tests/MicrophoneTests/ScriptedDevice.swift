#if canImport(CALSA)
  import CALSA
  import Glibc

  @testable import Microphone

  /// An ALSA capture device in memory that does what a script says, step by step, and then nothing.
  ///
  /// libasound's ioplug interface makes it without a configuration, so that no test touches the
  /// process's environment.
  final class ScriptedDevice {
    /// What happens to the device.
    enum Step {
      /// Interleaved samples arrive.
      case samples([Int16])
      /// Sound is lost, once.
      case overrun
      /// It is pulled out, for good.
      case unplugged
      /// It fails with an error of libasound, for good.
      case broken(Int32)
    }

    private var script: ArraySlice<Step>
    /// Frames given since the device was last prepared.
    private var given = 0
    private var channelCount = 0
    private let plug = UnsafeMutablePointer<snd_pcm_ioplug_t>.allocate(capacity: 1)
    private let callback = UnsafeMutablePointer<snd_pcm_ioplug_callback_t>.allocate(capacity: 1)
    /// Nothing ever wakes who waits for the device.
    private let event = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)

    private init(_ script: [Step]) {
      self.script = script[...]
      callback.initialize(to: snd_pcm_ioplug_callback_t())
      plug.initialize(to: snd_pcm_ioplug_t())
    }

    deinit {
      close(event)
      plug.deallocate()
      callback.deallocate()
    }

    /// Opens a microphone of one rate, in hertz, and one number of channels.
    static func open(
      _ script: [Step], rate: UInt32 = 16_000, channels: UInt32 = 1,
      format: snd_pcm_format_t = SND_PCM_FORMAT_S16_LE
    ) throws -> Microphone {
      let device = ScriptedDevice(script)
      let plug = device.plug
      device.channelCount = Int(channels)
      device.setCallbacks()
      plug.pointee.version = 1 << 16 | 0 << 8 | 2
      plug.pointee.poll_fd = device.event
      plug.pointee.poll_events = UInt32(POLLIN)
      plug.pointee.callback = UnsafePointer(device.callback)
      plug.pointee.private_data = Unmanaged.passRetained(device).toOpaque()
      let code = snd_pcm_ioplug_create(
        plug, "scripted", SND_PCM_STREAM_CAPTURE, SND_PCM_NONBLOCK)
      guard code >= 0, let handle = plug.pointee.pcm else {
        throw MicrophoneError.cannotOpen(device: "scripted", reason: reason(code))
      }
      for (type, value) in [
        (SND_PCM_IOPLUG_HW_ACCESS, UInt32(SND_PCM_ACCESS_RW_INTERLEAVED.rawValue)),
        (SND_PCM_IOPLUG_HW_FORMAT, UInt32(format.rawValue)),
        (SND_PCM_IOPLUG_HW_CHANNELS, channels), (SND_PCM_IOPLUG_HW_RATE, rate),
      ] {
        var value = value
        snd_pcm_ioplug_set_param_list(plug, Int32(type), 1, &value)
      }
      return Microphone(try Capture(handle, name: "scripted"))
    }

    private func setCallbacks() {
      callback.pointee.start = { _ in 0 }
      callback.pointee.stop = { _ in 0 }
      callback.pointee.pointer = { plug in
        guard let plug, let device = ScriptedDevice.of(plug) else { return 0 }
        return device.position(bufferLength: Int(plug.pointee.buffer_size))
      }
      callback.pointee.prepare = { plug in
        guard let plug, let device = ScriptedDevice.of(plug) else { return 0 }
        device.given = 0
        if case .overrun = device.script.first { device.script.removeFirst() }
        return 0
      }
      callback.pointee.transfer = { plug, areas, offset, size in
        guard let plug, let areas, let device = ScriptedDevice.of(plug) else { return 0 }
        // Interleaved: the first channel's area holds the others too.
        let start = areas.pointee.addr?.assumingMemoryBound(to: Int16.self)
        return device.transfer(start.map { $0 + Int(offset) * device.channelCount }, Int(size))
      }
      callback.pointee.close = { plug in
        if let data = plug?.pointee.private_data {
          Unmanaged<ScriptedDevice>.fromOpaque(data).release()
        }
        return 0
      }
    }

    /// Where in its ring of `bufferLength` frames the device writes next, or an error.
    private func position(bufferLength: Int) -> Int {
      switch script.first {
      case .samples(let samples):
        (given + min(samples.count / channelCount, bufferLength / 2)) % bufferLength
      case .overrun: -Int(EPIPE)
      // libasound asks for what it is told of, and hears what is wrong.
      case .unplugged, .broken: (given + 1) % bufferLength
      case nil: given % bufferLength
      }
    }

    private func transfer(_ buffer: UnsafeMutablePointer<Int16>?, _ room: Int) -> Int {
      switch script.first {
      case .samples(let samples):
        let taken = samples.prefix(room * channelCount)
        for (index, sample) in taken.enumerated() { buffer?[index] = sample.littleEndian }
        script.removeFirst()
        let rest = samples.dropFirst(taken.count)
        if !rest.isEmpty { script = [.samples(Array(rest))] + script }
        given += taken.count / channelCount
        return taken.count / channelCount
      case .unplugged:
        snd_pcm_ioplug_set_state(plug, SND_PCM_STATE_DISCONNECTED)
        return -Int(EIO)
      case .broken(let code): return -Int(code)
      case .overrun, nil: return -Int(EAGAIN)
      }
    }

    private static func of(_ plug: UnsafeMutablePointer<snd_pcm_ioplug_t>) -> ScriptedDevice? {
      plug.pointee.private_data.map {
        Unmanaged<ScriptedDevice>.fromOpaque($0).takeUnretainedValue()
      }
    }
  }
#endif
