#!/usr/bin/env bash
# run.sh [-t SECONDS] [TARGET…]: builds the fuzzing targets and lets each loose for a while (10 minutes),
# from seeds made of the samples, the model and, where it lies beside the project, the hostile corpus.
# What is interesting is kept in .build/fuzzing/corpus, what fails in .build/fuzzing/found.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=600
if [ "${1:-}" = -t ]; then
  seconds=$2
  shift 2
fi
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(words latex manifest yaml weights audio socket)

export DICTEX_FUZZING=1
work=.build/fuzzing
swift build --configuration release --product fuzz --scratch-path $work/build --sanitize address \
  -Xswiftc -sanitize=fuzzer -Xswiftc -Xclang-linker -Xswiftc -fuse-ld=lld -Xswiftc -enable-testing \
  -Xcc -fsanitize=fuzzer-no-link >&2
bad=${BAD:-../shared/bad}

# seeds TARGET: copies what the target may start from.
seeds() {
  local to=$work/seeds/$1
  mkdir -p "$to"
  # take PREFIX FILE…: files of at most 64 KiB, PREFIX (the mode that the first byte chooses) before each.
  take() {
    local prefix=$1 file
    shift
    for file in "$@"; do
      [ -f "$file" ] && [ "$(stat -Lc %s "$file")" -le 65536 ] || continue
      { printf "$prefix"; cat "$file"; } >"$to/$(printf %s "$prefix$file" | md5sum | cut -c1-16)"
    done
  }
  case $1 in
    words) take '\0' samples/*.txt "$bad"/inputs/transcript/* ;;
    latex)
      take '' samples/*.tex
      grep -ohE '\\\\[a-zA-Z]+' -r Sources/Typesetting | sort -u | sed 's/^\\\\\(.*\)$/"\\\\\1"/' >$work/latex.dict
      ;;
    manifest)
      take '\0' samples/*.tsv "$bad"/inputs/manifest/*.tsv
      take '\1' "$bad"/inputs/manifest/*.jsonl
      printf '\2wavelet\nmy norm\t\\lVert x \\rVert_{2}\n' >"$to/phrases"
      ;;
    yaml) take '' models/*/*.yaml Tests/*/Fixtures/*.yaml "$bad"/inputs/yaml/* ;;
    weights) take '' "$bad"/inputs/weights/* ;;
    audio) take '' "$bad"/audio/gen/* "$bad"/audio/gen/*/* Tests/AudioTests/Fixtures/* ;;
    socket)
      printf '\1{"type":"start","rate":48000}' >"$to/start"
      printf '\1{"type":"say","text":"x squared"}' >"$to/say"
      printf '\200\201\202abcdhi\202\204wxyz1234\211\200abcd\210\202abcd\142\212' >"$to/frames"
      ;;
  esac
}

status=0
# AddressSanitizer keeps every stack that ever allocated: of 30 calls each, deep recursion made 2 GB in half an
# hour, of which 45 MB were alive.
asan=detect_leaks=0:allocator_may_return_null=1:malloc_context_size=1:quarantine_size_mb=32
for target in "${targets[@]}"; do
  seeds "$target"
  mkdir -p $work/corpus/"$target" $work/found/"$target"
  dictionary=()
  [ -s "$work/$target.dict" ] && dictionary=(-dict="$work/$target.dict")
  echo "$target: $seconds s, log in $work/$target.log" >&2
  FUZZ_TARGET=$target ASAN_OPTIONS=$asan \
    $work/build/release/fuzz -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -max_len=65536 \
    -print_final_stats=1 -artifact_prefix=$work/found/"$target"/ "${dictionary[@]}" \
    $work/corpus/"$target" $work/seeds/"$target" >$work/"$target".log 2>&1 || {
    status=1
    echo "$target FOUND SOMETHING: see $work/$target.log" >&2
  }
  grep -E 'stat::(number_of_executed_units|peak_rss_mb)|cov:' $work/"$target".log | tail -3
done
exit $status
