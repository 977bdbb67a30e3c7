"""One training step of the acoustic network: ours against PyTorch, interleaved (see ../train-step.sh).

    python compare.py WORKER [--rounds N]      drives two processes, ours and PyTorch's
    python compare.py --torch WEIGHTS          is PyTorch's process

Both start from the same weights and data, and the first losses must agree. One warm-up for each kind of step,
then rounds in which every kind runs once for each engine, the order of the engines alternating.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

BATCH, FRAMES, BINS, SYMBOLS, HIDDEN = 16, 600, 80, 29, 448
SECONDS = BATCH * FRAMES / 100  # of audio a step and thread


def flops():
    """Of one step and thread: forward, and as much again for each of the two gradients."""
    out = FRAMES // 3
    first = 18 * 32 * 81
    rest = 256 * 54 * 32 + 4 * HIDDEN * (256 + 7 * HIDDEN) + SYMBOLS * HIDDEN
    return 2 * BATCH * out * (2 * first + 3 * rest)  # nobody needs the features' gradient


def peak(threads):
    """GFLOP/s of the best of ten float32 products of 1 536 × 1 536 matrices by PyTorch's BLAS."""
    import torch

    torch.set_num_threads(threads)
    a, b, best = torch.rand(1536, 1536), torch.rand(1536, 1536), 0
    for _ in range(10):
        start = time.perf_counter()
        a @ b
        best = max(best, 2 * 1536**3 / 1e9 / (time.perf_counter() - start))
    return best


def torch_worker(path):
    import torch
    import torch.nn.functional as F
    from safetensors import safe_open

    with safe_open(path, "pt") as file:
        labels = [int(x) for x in file.metadata()["labels"].split()]
        weights = {k: file.get_tensor(k) for k in file.keys()}
    features = weights.pop("features")

    class Network(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.convolution1 = torch.nn.Conv2d(1, 32, (9, 9), (3, 4))
            self.normalization1 = torch.nn.LayerNorm(32 * 18)
            self.convolution2 = torch.nn.Conv2d(32, 256, (3, 18), padding=(1, 0))
            self.normalization2 = torch.nn.LayerNorm(256)
            self.lstms = torch.nn.ModuleList(
                torch.nn.LSTM(256 if i == 0 else HIDDEN, HIDDEN) for i in range(4)
            )
            self.normalizations = torch.nn.ModuleList(torch.nn.LayerNorm(HIDDEN) for _ in range(4))
            self.linear = torch.nn.Linear(HIDDEN, SYMBOLS)

        def forward(self, x):  # [T, N, bins]
            x = x.transpose(0, 1)[:, None]
            x = self.convolution1(F.pad(x, (0, 0, 4, 2)))  # [N, C, T, bins]
            n, c, t, b = x.shape
            x = x.permute(2, 0, 3, 1).reshape(t, n, b * c)
            x = F.relu(self.normalization1(x)).reshape(t, n, b, c).permute(1, 3, 0, 2)
            x = self.convolution2(x).squeeze(3).permute(2, 0, 1)
            x = F.relu(self.normalization2(x))
            for lstm, normalization in zip(self.lstms, self.normalizations):
                x = normalization(lstm(x)[0])
            return self.linear(x)

    network = Network()
    state = {}
    for name, layer in {
        "convolution1": "0.convolution", "normalization1": "1.normalization",
        "convolution2": "3.convolution", "normalization2": "4.normalization", "linear": "14.linear",
        **{f"normalizations.{i}": f"{7 + 2 * i}.normalization" for i in range(4)},
    }.items():
        weight, bias = ("scale", "shift") if "normal" in name else ("weight", "bias")
        value = weights[f"{layer}.{weight}"]
        if "convolution" in name:  # ours is [channels, frames, bins, input channels]
            value = value.permute(0, 3, 1, 2).contiguous()
        state |= {f"{name}.weight": value, f"{name}.bias": weights[f"{layer}.{bias}"]}
    for i in range(4):
        ours = f"{6 + 2 * i}.lstm"
        state |= {
            f"lstms.{i}.weight_ih_l0": weights[f"{ours}.weight_input"],
            f"lstms.{i}.weight_hh_l0": weights[f"{ours}.weight_hidden"],
            f"lstms.{i}.bias_ih_l0": weights[f"{ours}.bias"],
            f"lstms.{i}.bias_hh_l0": torch.zeros(4 * HIDDEN),
        }
    network.load_state_dict(state)
    optimizer = torch.optim.AdamW(network.parameters(), lr=1e-5, betas=(0.9, 0.98), weight_decay=0)

    print("ready", torch.__version__, flush=True)
    for line in sys.stdin:
        precision, threads = line.split()
        if precision == "peak":
            print(peak(int(threads)), 0, 0, flush=True)
            continue
        count = BATCH * int(threads)
        torch.set_num_threads(int(threads))
        x = features[:, :count].contiguous()
        wall, cpu = time.perf_counter(), time.process_time()
        optimizer.zero_grad()
        with torch.autocast("cpu", torch.bfloat16, enabled=precision == "bfloat16"):
            logits = network(x)
        loss = F.ctc_loss(
            F.log_softmax(logits.float(), -1),
            torch.tensor([labels] * count),
            torch.full((count,), logits.shape[0]),
            torch.full((count,), len(labels)),
            reduction="sum",
        )
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5)
        optimizer.step()
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        print(loss.item(), wall, cpu, flush=True)


class Engine:
    def __init__(self, name, command):
        self.name = name
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.greeting = self.process.stdout.readline().split()
        assert self.greeting and self.greeting[0] == "ready", f"{name} did not start"

    def step(self, kind):
        print(*kind, file=self.process.stdin, flush=True)
        return tuple(float(x) for x in self.process.stdout.readline().split())

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def spread(values):
    values = sorted(values)
    return f"{statistics.median(values):6.2f} ({values[0]:.2f}–{values[-1]:.2f})"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("worker")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    weights = os.path.join(tempfile.mkdtemp(), "weights.safetensors")
    ours = Engine("ours", [options.worker, weights])
    torch = Engine("PyTorch", [sys.executable, __file__, "--torch", weights])
    # Without instructions for it, bfloat16 is float32 with us and a crawl with PyTorch.
    precisions = ["float32"]
    if "avx512_bf16" in open("/proc/cpuinfo").read():
        precisions.append("bfloat16")
    kinds = [(precision, threads) for precision in precisions for threads in (1, 2)]

    # The same network: the first losses agree to float32 rounding.
    first = [engine.step(kinds[0])[0] for engine in (ours, torch)]
    assert abs(first[0] - first[1]) < 1e-4 * first[1], f"losses differ: {first}"
    times = {}
    peaks = {threads: [] for threads in (1, 2)}
    for round in range(-1, options.rounds):
        for threads in peaks:
            peaks[threads].append(torch.step(("peak", threads))[0])
        for kind in kinds:
            for engine in (ours, torch) if round % 2 else (torch, ours):
                result = engine.step(kind)
                if round >= 0:  # the first round warms up
                    times.setdefault((engine.name, *kind), []).append(result)
    for engine in (ours, torch):
        engine.end()
    os.remove(weights)
    os.rmdir(os.path.dirname(weights))

    print(f"PyTorch {torch.greeting[1]}, {options.rounds} rounds, load {os.getloadavg()[0]:.1f}; "
          f"{flops() / 1e9:.1f} GFLOP and {SECONDS:.0f} s of audio a step and thread")
    print("sgemm: " + ", ".join(f"{max(p):.0f} GFLOP/s with {t} threads" for t, p in peaks.items()))
    print("processor: by the processor time of the process divided by its threads; median (least–most)")
    print()
    print("| precision | threads | engine | audio s/s, wall | audio s/s, processor | GFLOP/s a thread, processor "
          "| ours : PyTorch, wall | ours : PyTorch, processor |")
    print("|---|---|---|---|---|---|---|---|")
    for precision, threads in kinds:
        for engine in (ours, torch):
            steps = times[engine.name, precision, threads]
            audio = SECONDS * threads
            row = [precision, str(threads), engine.name]
            row.append(spread([audio / wall for _, wall, _ in steps]))
            row.append(spread([audio * threads / cpu for _, _, cpu in steps]))
            row.append(f"{statistics.median(flops() * threads / 1e9 / cpu for _, _, cpu in steps):.0f}")
            if engine is ours:
                other = times[torch.name, precision, threads]
                for index in (1, 2):
                    row.append(spread([b[index] / a[index] for a, b in zip(steps, other)]))
            else:
                row += ["", ""]
            print("| " + " | ".join(row) + " |")


if len(sys.argv) == 3 and sys.argv[1] == "--torch":
    torch_worker(sys.argv[2])
else:
    main()
