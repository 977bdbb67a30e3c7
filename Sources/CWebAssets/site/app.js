// The page: shows what the server says and sends it sound and words. All mathematics is done there.

import { isAllowed, openMicrophone } from "/sound.js";
import { pictureOf } from "/picture.js";

const find = (id) => document.getElementById(id);
const page = {
  listen: find("listen"), level: find("level"), status: find("condition"), formula: find("formula"),
  heard: find("heard"), announcement: find("announcement"), latex: find("latex"),
  readings: find("readings"), choices: find("choices"), list: find("list"), nothing: find("nothing"),
  words: find("words"), aloud: find("aloud"), theme: find("theme"), size: find("size"),
};

let socket;
let microphone;
let isListening = true;
let shown = { latex: "", mathml: "", speech: "" };
/** When the sound's first sample came in, on the clock of performance.now(). */
let soundStart;
let samplesSent = 0;

// --- The server ---------------------------------------------------------------------------------------

// The key comes once, in the address; it is kept for reloads of this tab and taken out of sight.
function key() {
  if (location.hash.length > 1) {
    sessionStorage.setItem("key", location.hash.slice(1));
    history.replaceState(null, "", "/");
  }
  return sessionStorage.getItem("key");
}

function connect() {
  const token = key();
  if (!token) {
    showStatus("Open the address that dictex-server printed, with all that follows #.");
    return;
  }
  socket = new WebSocket(`ws://${location.host}/session?token=${encodeURIComponent(token)}`);
  socket.onmessage = ({ data }) => take(JSON.parse(data));
  socket.onopen = async () => {
    delete connect.tries;
    showStatus("Ready.");
    // Whoever allowed the microphone before can begin by voice.
    if (await isAllowed()) {
      send({ type: "listen", value: false });
      await startMicrophone();
    }
  };
  socket.onclose = ({ code }) => {
    stopMicrophone();
    socket = undefined;
    connect.tries = (connect.tries ?? 0) + 1;
    if (code === 4000) {
      showStatus("Closed after an hour without use. Reload the page to go on.");
    } else if (connect.tries > 5) {
      showStatus(`No connection (${code}). Is dictex-server running? Open the address that it printed.`);
    } else {
      showStatus("The connection is gone; trying again …");
      setTimeout(connect, 500 * 2 ** connect.tries);
    }
  };
}

function send(message) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

function say(text) {
  send({ type: "say", text });
}

function take(message) {
  if (message.type === "state") showState(message.state);
  if (message.type === "list") showList(message.formulas);
  if (message.type === "document") saveDocument(message.text);
  if (message.type === "error") announce(message.message);
}

// --- The microphone -----------------------------------------------------------------------------------

async function startMicrophone() {
  if (microphone) return;
  try {
    samplesSent = 0;
    soundStart = undefined;
    const waiting = [];
    let isReady = false;
    microphone = await openMicrophone((samples, level) => {
      if (!isReady) return void waiting.push(samples);
      sendSound(samples);
      showLevel(level);
    });
    send({ type: "start", rate: microphone.rate });
    isReady = true;
    waiting.forEach(sendSound);
    showListening();
  } catch (error) {
    microphone = undefined;
    announce(`No microphone: ${error.message}. Allow it beside the address, or type below.`);
  }
}

function sendSound(samples) {
  if (socket?.readyState !== WebSocket.OPEN) return;
  socket.send(samples);
  samplesSent += samples.byteLength / 2;
  const start = performance.now() - (samplesSent / microphone.rate) * 1000;
  soundStart = Math.min(soundStart ?? start, start);
}

function stopMicrophone() {
  if (!microphone) return;
  microphone.close();
  microphone = undefined;
  send({ type: "stop" });
  showLevel(-60);
  showListening();
}

function showLevel(level) {
  page.level.value = Math.max(-60, level);
}

async function toggle() {
  if (!microphone) {
    await startMicrophone();
    if (microphone) send({ type: "listen", value: true });
  } else if (isListening) {
    stopMicrophone();
  } else {
    send({ type: "listen", value: true });
  }
}

function showListening() {
  const isOn = Boolean(microphone) && isListening;
  page.listen.setAttribute("aria-pressed", String(isOn));
  page.listen.textContent = isOn ? "Stop listening" : "Start listening";
  if (isOn) showStatus("Listening.");
  else if (microphone) showStatus("Not listening. Say “start listening” or press the button.");
  else showStatus("The microphone is off.");
}

// --- What is shown ------------------------------------------------------------------------------------

function showStatus(text) {
  if (page.status.textContent !== text) page.status.textContent = text;
}

/** What a screen reader is told, and a voice says where that is wanted. */
function announce(text, isLoud = page.aloud.checked) {
  page.announcement.textContent = text;
  if (isLoud) speak(text);
}

function speak(text) {
  if (!window.speechSynthesis || !text) return;
  speechSynthesis.cancel();
  const speech = new SpeechSynthesisUtterance(text);
  speech.lang = "en";
  speechSynthesis.speak(speech);
}

/** The server writes MathML with all text escaped. */
function setFormula(element, mathml) {
  element.replaceChildren();
  if (mathml) element.insertAdjacentHTML("beforeend", mathml);
}

function showState(state) {
  // What is still being said has no words of its own yet.
  shown = { speech: shown.speech, ...state.formula };
  setFormula(page.formula, shown.latex ? shown.mathml : "");
  page.formula.classList.toggle("preview", state.isPreview);
  page.latex.textContent = shown.latex;
  page.heard.classList.toggle("live", state.hearing !== undefined);
  if (state.hearing !== undefined) page.heard.textContent = state.hearing || "…";
  if (isListening !== state.isListening || !state.hearing) {
    isListening = state.isListening;
    if (microphone) showListening();
  }
  if (state.turn) showTurn(state.turn);
  if (state.hearing === undefined) showChoices(state.choices);
  if (soundStart !== undefined) mark(state);
}

function showTurn(turn) {
  const kind = { mathematics: "Mathematics", command: "Command", nothing: "Not done" }[turn.meaning];
  page.heard.textContent = turn.said ? `${kind}: ${turn.said}` : "";
  const isWanted = Boolean(turn.answer) && turn.meaning === "command";
  const now = shown.speech || "The formula is empty.";
  if (turn.answer) announce(turn.answer, isWanted || page.aloud.checked);
  else announce(turn.meaning === "command" && turn.said ? `${turn.said}: ${now}` : now);
  if (turn.action === "copy") copy("latex");
  if (turn.action === "export") send({ type: "export" });
}

/** Leaves in the browser's timeline when what was said until when stood on the screen. */
function mark(state) {
  requestAnimationFrame(() => setTimeout(() => performance.mark("shown", { detail: {
    at: state.at, hearing: state.hearing, ends: state.turn?.ends, said: state.turn?.said, soundStart,
  } })));
}

function showChoices(choices) {
  page.readings.hidden = choices.length < 2;
  page.choices.replaceChildren(...choices.map((choice, index) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-label", `${index + 1}: ${choice.speech}`);
    setFormula(button, choice.mathml);
    button.onclick = () => say(`choose ${numbers[index]}`);
    item.append(button);
    return item;
  }));
}
const numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

function showList(formulas) {
  page.nothing.hidden = formulas.length > 0;
  page.list.replaceChildren(...formulas.toReversed().map(({ id, formula }) => {
    const item = document.createElement("li");
    const row = document.createElement("div");
    row.className = "row";
    const drawn = document.createElement("span");
    drawn.className = "shown";
    setFormula(drawn, formula.mathml);
    const buttons = document.createElement("span");
    buttons.className = "actions";
    const named = [
      ["Copy", () => write(formula.latex, "LaTeX")],
      ["Edit", () => send({ type: "open", id })],
      ["Remove", () => send({ type: "remove", id })],
    ];
    buttons.append(...named.map(([name, action]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = name;
      button.setAttribute("aria-label", `${name}: ${formula.speech}`);
      button.onclick = action;
      return button;
    }));
    row.append(drawn, buttons);
    item.append(row);
    return item;
  }));
}

// --- Copying ------------------------------------------------------------------------------------------

async function copy(kind) {
  if (!shown.latex) return announce("There is no formula to copy.");
  if (kind !== "picture") return write(shown[kind], kind === "latex" ? "LaTeX" : "MathML");
  try {
    const picture = await pictureOf(page.formula);
    await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
    announce("Copied the picture.");
  } catch (error) {
    announce(`Not copied: ${error.message}`);
  }
}

async function write(text, name) {
  try {
    await navigator.clipboard.writeText(text);
    announce(`Copied the ${name}.`);
  } catch (error) {
    announce(`Not copied: ${error.message}`);
  }
}

function saveDocument(text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/x-tex" }));
  link.download = "formulas.tex";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  announce("Saved formulas.tex.");
}

// --- Looks and keys -----------------------------------------------------------------------------------

for (const name of ["theme", "size"]) {
  const set = (value) => {
    page[name].value = value;
    document.documentElement.dataset[name] = value;
  };
  set(localStorage.getItem(name) ?? page[name].value);
  page[name].onchange = () => {
    localStorage.setItem(name, page[name].value);
    set(page[name].value);
  };
}
page.aloud.checked = localStorage.getItem("aloud") === "yes";
page.aloud.onchange = () => localStorage.setItem("aloud", page.aloud.checked ? "yes" : "no");

page.listen.onclick = toggle;
find("read").onclick = () => speak(shown.speech || "The formula is empty.");
find("export").onclick = () => send({ type: "export" });
for (const button of document.querySelectorAll("[data-say]")) {
  button.onclick = () => say(button.dataset.say);
}
for (const button of document.querySelectorAll("[data-copy]")) {
  button.onclick = () => copy(button.dataset.copy);
}
find("typed").onsubmit = (event) => {
  event.preventDefault();
  const text = page.words.value.trim();
  if (text) say(text);
  page.words.value = "";
};

document.addEventListener("keydown", (event) => {
  const isText = event.target === page.words;
  const control = event.ctrlKey || event.metaKey;
  let command;
  if (event.key === "F2") command = toggle;
  else if (control && event.key.toLowerCase() === "z" && !isText) {
    command = () => say(event.shiftKey ? "redo" : "undo");
  } else if (control && event.key === "Enter") command = () => say("accept");
  else if (event.altKey && /^Digit[1-9]$/.test(event.code)) {
    command = () => say(`choose ${numbers[Number(event.code.slice(5)) - 1]}`);
  }
  if (!command) return;
  event.preventDefault();
  command();
});

connect();
