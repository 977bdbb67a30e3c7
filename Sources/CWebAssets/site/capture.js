// Runs beside the page's own thread: cuts the microphone's sound into blocks of 16-bit samples.
class Capture extends AudioWorkletProcessor {
  constructor() {
    super();
    // 20 ms a block.
    this.block = new Int16Array(Math.round(sampleRate / 50));
    this.filled = 0;
    this.power = 0;
  }

  process(inputs) {
    const channels = inputs[0];
    if (!channels.length) return true;
    for (let index = 0; index < channels[0].length; index++) {
      let sum = 0;
      for (const channel of channels) sum += channel[index];
      const sample = Math.max(-1, Math.min(1, sum / channels.length));
      this.power += sample * sample;
      this.block[this.filled++] = Math.round(sample * 32767);
      if (this.filled === this.block.length) this.send();
    }
    return true;
  }

  send() {
    const level = 10 * Math.log10(this.power / this.filled + 1e-12);
    const samples = this.block;
    this.block = new Int16Array(samples.length);
    this.filled = 0;
    this.power = 0;
    this.port.postMessage({ samples: samples.buffer, level }, [samples.buffer]);
  }
}

registerProcessor("capture", Capture);
