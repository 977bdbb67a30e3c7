# Dictex: speak mathematics, get LaTeX. `make help` lists the targets.

PACKAGES      = pkg-config libsndfile1-dev libfftw3-dev libsoxr-dev libasound2-dev
# Tests compare with OpenBLAS and sclite, make speech with small engines and open the page.
TEST_PACKAGES = libopenblas-dev sctk espeak-ng flite chromium openmpi-bin
SAMPLE        = samples/gaussian-integral.flac
SOURCES       = Package.swift Sources Tests
# The CUDA device that `make accelerator` compiles for.
CUDA_ARCH     = native
DICTEX        = .build/release/dictex

.PHONY: help run test build server model accelerator format lint check check-deep fuzz bench clean packages test-packages
.DEFAULT_GOAL := help

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## Install what is missing, build, and print the LaTeX of a spoken formula
	$(DICTEX) transcribe $(SAMPLE)

test: packages test-packages ## Install what is missing and run the whole test suite
	swift test --parallel

build: packages ## Build the dictex command in release mode
	swift build --configuration release --product dictex

server: packages ## Build and start the local page; it prints the address to open
	swift build --configuration release --product dictex-server
	.build/release/dictex-server

model: build ## Make the shipped model from nothing, speech and all (more than a day on two cores; see docs/training.md)
	models/recipe/make.sh

accelerator: ## Build the library with which `dictex train --accelerator` uses a CUDA device (needs nvcc)
	mkdir -p .build
	nvcc --extended-lambda -std=c++17 -O3 -arch=$(CUDA_ARCH) -shared -Xcompiler -fPIC \
	  -o .build/accelerator.so Sources/Accelerator/accelerator.cu -lcublas

format: ## Format all Swift files
	swift format format --in-place --parallel --recursive $(SOURCES)

lint: ## Check the style of all Swift files
	swift format lint --strict --parallel --recursive $(SOURCES)

check: lint test ## What continuous integration runs

bench: build ## Compare every stage with what others use (PYTHON names an interpreter that has them; see Benchmarks/README.md)
	swift build --package-path Benchmarks --configuration release --product stages
	PEERS=$(PEERS) PEER_MODELS=$(PEER_MODELS) $(or $(PYTHON),python3) -W ignore Benchmarks/bench.py

fuzz: packages ## Let libFuzzer loose on every parser, each for SECONDS=600; what it finds stays in .build/fuzzing/found
	Tests/Fuzzing/run.sh -t $(or $(SECONDS),600)

# The sanitizers need a build of their own, optimised or the tests would take hours; libsndfile leaks on malformed
# Ogg files, so leaks are not counted. The page is spoken to in real time, for which it needs the machine to itself.
TSAN = TSAN_OPTIONS=suppressions=$(CURDIR)/Tests/thread-sanitizer.txt
DEEP = --parallel --configuration release -Xswiftc -enable-testing
check-deep: packages test-packages ## Run all tests under AddressSanitizer, then under ThreadSanitizer (half an hour)
	ASAN_OPTIONS=detect_leaks=0 swift test $(DEEP) --sanitize address --scratch-path .build/address
	$(TSAN) swift test $(DEEP) --sanitize thread --scratch-path .build/thread --skip PageTests
	$(TSAN) swift test $(DEEP) --sanitize thread --scratch-path .build/thread --filter PageTests

clean: ## Remove what was built
	swift package clean

packages:
	@.ci/install-packages $(PACKAGES)

test-packages:
	@.ci/install-packages $(TEST_PACKAGES)
	@.ci/fetch-axe .build/axe.min.js || echo "no axe-core: the page's accessibility is not checked" >&2
