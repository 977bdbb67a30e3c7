#!/bin/sh
# Compares one training step of the acoustic network with PyTorch's, on this machine: prints a table.
#   PYTHON=/path/to/python Benchmarks/train-step.sh [--rounds N]     (a Python with torch and safetensors)
set -e
cd "$(dirname "$0")"
swift build -c release --product train-step >&2
exec "${PYTHON:-python3}" train-step/compare.py "$(swift build -c release --show-bin-path)/train-step" "$@"
