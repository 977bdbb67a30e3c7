// The microphone: its sound as blocks of 16-bit samples.

/** Says whether the microphone may be opened without asking. */
export async function isAllowed() {
  try {
    return (await navigator.permissions.query({ name: "microphone" })).state === "granted";
  } catch {
    return false;
  }
}

/** Opens the microphone and calls `take(samples, level)` for every 20 ms; level in decibels. */
export async function openMicrophone(take) {
  if (!navigator.mediaDevices) throw new Error("this browser gives pages no microphone");
  const stream = await navigator.mediaDevices.getUserMedia({
    // The model was trained on every loudness; what browsers do to voices for people only harms.
    audio: { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  });
  // The recogniser's rate where the browser can; the server converts any other.
  const context = new AudioContext({ sampleRate: 16000, latencyHint: "interactive" });
  await context.audioWorklet.addModule("/capture.js");
  const capture = new AudioWorkletNode(context, "capture", { numberOfOutputs: 0 });
  capture.port.onmessage = ({ data }) => take(data.samples, data.level);
  context.createMediaStreamSource(stream).connect(capture);
  await context.resume();
  return {
    rate: context.sampleRate,
    close() {
      stream.getTracks().forEach((track) => track.stop());
      context.close();
    },
  };
}
