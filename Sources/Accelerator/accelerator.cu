// Forward and backward passes of a network on a CUDA device, for training: `make accelerator` builds
// it into a shared library that `dictex train --accelerator LIBRARY` loads.
//
// The layers mean what NeuralNetwork's Swift layers mean (same layouts, same dropout masks), so gradients
// agree with theirs up to rounding. Sums are made in a fixed order: the same step gives the same bits.
//
// A C++ compiler (`c++ -x c++`) builds the same file without a device: every kernel becomes a loop. That
// is how the tests check the mathematics on machines that have none.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <cmath>
#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#ifdef __CUDACC__
#include <cublas_v2.h>
#include <cuda_runtime.h>
#define EACH [=] __device__
#define INLINE __host__ __device__ inline
#else
#define EACH [=]
#define INLINE inline
#endif

// MARK: - The device

#ifdef __CUDACC__
static void check(cudaError_t status, const char *what) {
  if (status != cudaSuccess)
    throw std::runtime_error(std::string(what) + ": " + cudaGetErrorString(status));
}

template <class Body> __global__ void run_each(size_t count, Body body) {
  size_t step = (size_t)gridDim.x * blockDim.x;
  for (size_t i = (size_t)blockIdx.x * blockDim.x + threadIdx.x; i < count; i += step) body(i);
}
#endif

/// Runs `body(i)` for every i below `count`, in no particular order.
template <class Body> void each(size_t count, Body body) {
  if (count == 0) return;
#ifdef __CUDACC__
  size_t blocks = std::min<size_t>((count + 127) / 128, 1 << 16);
  run_each<<<(unsigned)blocks, 128>>>(count, body);
  check(cudaGetLastError(), "kernel");
#else
  for (size_t i = 0; i < count; i++) body(i);
#endif
}

/// Device memory that is handed out in order and taken back all at once.
class Arena {
  struct Chunk { char *base; size_t capacity; };
  std::vector<Chunk> chunks;
  size_t current = 0, used = 0;

public:
  ~Arena() {
    for (auto &chunk : chunks) {
#ifdef __CUDACC__
      cudaFree(chunk.base);
#else
      free(chunk.base);
#endif
    }
  }

  void reset() { current = used = 0; }

  float *floats(size_t count) { return (float *)bytes(count * sizeof(float)); }

  void *bytes(size_t count) {
    size_t needed = (std::max<size_t>(count, 1) + 255) / 256 * 256;
    for (; current < chunks.size(); current++, used = 0) {
      if (used + needed > chunks[current].capacity) continue;
      used += needed;
      return chunks[current].base + used - needed;
    }
    size_t capacity = std::max<size_t>(needed, 256 << 20);
    char *base = nullptr;
#ifdef __CUDACC__
    check(cudaMalloc((void **)&base, capacity), "device memory");
#else
    base = (char *)malloc(capacity);
    if (!base) throw std::runtime_error("no memory");
#endif
    chunks.push_back({base, capacity});
    used = needed;
    return base;
  }
};

static void upload(void *device, const void *host, size_t bytes) {
#ifdef __CUDACC__
  check(cudaMemcpy(device, host, bytes, cudaMemcpyHostToDevice), "upload");
#else
  memcpy(device, host, bytes);
#endif
}

static void download(void *host, const void *device, size_t bytes) {
#ifdef __CUDACC__
  check(cudaMemcpy(host, device, bytes, cudaMemcpyDeviceToHost), "download");
#else
  memcpy(host, device, bytes);
#endif
}

/// Row-major products: c[m, n] = op(a) · op(b) + beta · c, where op transposes if asked.
class Products {
#ifdef __CUDACC__
  cublasHandle_t handle = nullptr;

public:
  Products() {
    if (cublasCreate(&handle) != CUBLAS_STATUS_SUCCESS) throw std::runtime_error("cuBLAS fails");
  }
  ~Products() { cublasDestroy(handle); }
#else
public:
#endif

  void multiply(
    bool transposeA, bool transposeB, size_t m, size_t n, size_t k, const float *a, const float *b,
    float beta, float *c
  ) const {
#ifdef __CUDACC__
    const float one = 1;
    auto status = cublasGemmEx(
      handle, transposeB ? CUBLAS_OP_T : CUBLAS_OP_N, transposeA ? CUBLAS_OP_T : CUBLAS_OP_N, (int)n,
      (int)m, (int)k, &one, b, CUDA_R_32F, (int)(transposeB ? k : n), a, CUDA_R_32F,
      (int)(transposeA ? m : k), &beta, c, CUDA_R_32F, (int)n, CUBLAS_COMPUTE_32F_FAST_TF32,
      CUBLAS_GEMM_DEFAULT);
    if (status != CUBLAS_STATUS_SUCCESS) throw std::runtime_error("a matrix product fails");
#else
    for (size_t i = 0; i < m; i++)
      for (size_t j = 0; j < n; j++) {
        float sum = 0;
        for (size_t l = 0; l < k; l++)
          sum += (transposeA ? a[l * m + i] : a[i * k + l]) * (transposeB ? b[j * k + l] : b[l * n + j]);
        c[i * n + j] = sum + (beta == 0 ? 0 : beta * c[i * n + j]);
      }
#endif
  }
};

// MARK: - Layers

/// As `NeuralNetwork.Accelerator` writes it; unused numbers are zero.
struct LayerDescription {
  int32_t kind;  // 0 convolution, 1 normalisation, 2 rectifier, 3 LSTM, 4 dropout, 5 linear
  int32_t size;  // channels, or hidden or output width
  int32_t kernelFrames, kernelBins, strideFrames, strideBins;
  double rate;
};

/// Values [frames · batch, width] on the device; `lengths` are each sequence's frames.
struct Activation {
  float *values;
  size_t frames, bins, channels;
  const int32_t *lengths;
  size_t width() const { return bins * channels; }
};

struct Step {
  Arena &arena;
  const Products &products;
  size_t batch;
  size_t rows(const Activation &x) const { return x.frames * batch; }

  /// Sums columns of x[rows, width] into out: slices of rows first, then the slices, in order.
  void sumColumns(const float *x, size_t rows, size_t width, float *out) const {
    const size_t slices = 64, length = (rows + slices - 1) / slices;
    float *partial = arena.floats(slices * width);
    each(slices * width, EACH(size_t i) {
      size_t column = i % width, end = min(rows, (i / width + 1) * length);
      float sum = 0;
      for (size_t row = i / width * length; row < end; row++) sum += x[row * width + column];
      partial[i] = sum;
    });
    each(width, EACH(size_t column) {
      float sum = 0;
      for (size_t slice = 0; slice < slices; slice++) sum += partial[slice * width + column];
      out[column] = sum;
    });
  }

  void fillRows(float *y, size_t rows, size_t width, const float *bias) const {
    each(rows * width, EACH(size_t i) { y[i] = bias[i % width]; });
  }

  static INLINE size_t min(size_t a, size_t b) { return a < b ? a : b; }
};

struct Layer {
  size_t inputBins, inputChannels, outputBins, outputChannels, timeStride = 1, parameterCount = 0;
  Layer(size_t inputBins, size_t inputChannels)
    : inputBins(inputBins), inputChannels(inputChannels), outputBins(inputBins),
      outputChannels(inputChannels) {}
  virtual ~Layer() {}
  /// `weights` are this layer's parameters, one tensor after the other.
  virtual Activation forward(const Activation &x, const float *weights, uint64_t seed, Step step) = 0;
  /// Takes the gradient of the output, writes that of the parameters and returns that of the input.
  virtual float *backward(
    float *dy, const float *weights, float *gradient, bool wantsInput, Step step) = 0;
};

struct Convolution : Layer {
  size_t kernelFrames, kernelBins, strideFrames, strideBins, patch;
  Activation x, y;
  float *patches;

  Convolution(size_t bins, size_t channels, const LayerDescription &d)
    : Layer(bins, channels), kernelFrames(d.kernelFrames), kernelBins(d.kernelBins),
      strideFrames(d.strideFrames), strideBins(d.strideBins) {
    outputBins = (bins - kernelBins) / strideBins + 1;
    outputChannels = d.size;
    timeStride = strideFrames;
    patch = kernelFrames * kernelBins * channels;
    parameterCount = outputChannels * patch + outputChannels;
  }

  Activation forward(const Activation &input, const float *weights, uint64_t, Step step) override {
    x = input;
    y = x;
    y.frames = (x.frames + strideFrames - 1) / strideFrames;
    y.bins = outputBins;
    y.channels = outputChannels;
    size_t batch = step.batch, positions = step.rows(y) * outputBins;
    auto lengths = (int32_t *)step.arena.bytes(batch * sizeof(int32_t));
    auto lengthsBefore = x.lengths;
    int32_t stride = (int32_t)strideFrames;
    each(batch, EACH(size_t n) { lengths[n] = (lengthsBefore[n] + stride - 1) / stride; });
    y.lengths = lengths;

    patches = step.arena.floats(positions * patch);
    float *target = patches;
    const float *source = x.values;
    size_t patch = this->patch, run = kernelBins * x.channels, bins = outputBins, width = x.width();
    size_t binStep = strideBins * x.channels;
    long before = (long)(kernelFrames - 1) / 2;
    each(positions * patch, EACH(size_t i) {
      size_t position = i / patch, within = i % patch, row = position / bins;
      size_t n = row % batch;
      long frame = (long)(row / batch) * stride - before + (long)(within / run);
      bool inside = frame >= 0 && frame < lengthsBefore[n];
      target[i] =
        inside ? source[(frame * batch + n) * width + position % bins * binStep + within % run] : 0;
    });
    y.values = step.arena.floats(positions * outputChannels);
    step.fillRows(y.values, positions, outputChannels, weights + outputChannels * patch);
    step.products.multiply(
      false, true, positions, outputChannels, patch, patches, weights, 1, y.values);
    return y;
  }

  float *backward(
    float *dy, const float *weights, float *gradient, bool wantsInput, Step step) override {
    size_t batch = step.batch, positions = step.rows(y) * outputBins;
    step.products.multiply(true, false, outputChannels, patch, positions, dy, patches, 0, gradient);
    step.sumColumns(dy, positions, outputChannels, gradient + outputChannels * patch);
    if (!wantsInput) return nullptr;
    step.products.multiply(
      false, false, positions, patch, outputChannels, dy, weights, 0, patches);
    float *dx = step.arena.floats(step.rows(x) * x.width());
    const float *source = patches;
    size_t width = x.width(), channels = x.channels, bins = outputBins, patch = this->patch;
    size_t run = kernelBins * channels, frames = y.frames, kernelFrames = this->kernelFrames;
    size_t kernelBins = this->kernelBins, strideFrames = this->strideFrames;
    size_t strideBins = this->strideBins, before = (kernelFrames - 1) / 2;
    auto lengths = x.lengths;
    each(step.rows(x) * width, EACH(size_t i) {
      size_t row = i / width, n = row % batch, frame = row / batch;
      size_t bin = i % width / channels, channel = i % channels;
      float sum = 0;
      if ((long)frame < lengths[n]) {
        for (size_t tap = 0; tap < kernelFrames; tap++) {
          if (frame + before < tap || (frame + before - tap) % strideFrames != 0) continue;
          size_t t = (frame + before - tap) / strideFrames;
          if (t >= frames) continue;
          for (size_t out = 0; out < bins; out++) {
            if (bin < out * strideBins || bin - out * strideBins >= kernelBins) continue;
            sum += source[((t * batch + n) * bins + out) * patch + tap * run
                          + (bin - out * strideBins) * channels + channel];
          }
        }
      }
      dx[i] = sum;
    });
    return dx;
  }
};

struct Normalization : Layer {
  Activation x;
  float *normal, *inverse;  // (x − mean) / deviation, and 1 / deviation of each row

  Normalization(size_t bins, size_t channels) : Layer(bins, channels) {
    parameterCount = 2 * bins * channels;
  }

  Activation forward(const Activation &input, const float *weights, uint64_t, Step step) override {
    x = input;
    size_t rows = step.rows(x), width = x.width();
    Activation y = x;
    y.values = step.arena.floats(rows * width);
    normal = step.arena.floats(rows * width);
    inverse = step.arena.floats(rows);
    float *mean = step.arena.floats(rows), *inverse = this->inverse, *normal = this->normal;
    float *source = x.values, *target = y.values;
    each(rows, EACH(size_t row) {
      const float *values = source + row * width;
      float sum = 0, squares = 0;
      for (size_t i = 0; i < width; i++) sum += values[i];
      float average = sum / width;
      for (size_t i = 0; i < width; i++) squares += (values[i] - average) * (values[i] - average);
      mean[row] = average;
      inverse[row] = 1 / sqrtf(squares / width + 1e-5f);
    });
    each(rows * width, EACH(size_t i) {
      size_t row = i / width, column = i % width;
      normal[i] = (source[i] - mean[row]) * inverse[row];
      target[i] = normal[i] * weights[column] + weights[width + column];
    });
    return y;
  }

  float *backward(float *dy, const float *weights, float *gradient, bool, Step step) override {
    size_t rows = step.rows(x), width = x.width();
    float *dx = step.arena.floats(rows * width), *scaled = step.arena.floats(rows * width);
    float *means = step.arena.floats(rows * 2), *normal = this->normal, *inverse = this->inverse;
    each(rows * width, EACH(size_t i) { scaled[i] = dy[i] * normal[i]; });
    step.sumColumns(scaled, rows, width, gradient);
    step.sumColumns(dy, rows, width, gradient + width);
    each(rows, EACH(size_t row) {
      float first = 0, second = 0;
      for (size_t i = 0; i < width; i++) {
        float value = dy[row * width + i] * weights[i];
        first += value;
        second += value * normal[row * width + i];
      }
      means[2 * row] = first / width;
      means[2 * row + 1] = second / width;
    });
    each(rows * width, EACH(size_t i) {
      size_t row = i / width;
      dx[i] = inverse[row]
              * (dy[i] * weights[i % width] - means[2 * row] - normal[i] * means[2 * row + 1]);
    });
    return dx;
  }
};

struct Rectifier : Layer {
  Activation y;
  using Layer::Layer;

  Activation forward(const Activation &x, const float *, uint64_t, Step step) override {
    y = x;
    size_t count = step.rows(x) * x.width();
    float *source = x.values, *target = y.values = step.arena.floats(count);
    each(count, EACH(size_t i) { target[i] = source[i] > 0 ? source[i] : 0; });
    return y;
  }

  float *backward(float *dy, const float *, float *, bool, Step step) override {
    float *values = y.values;
    each(step.rows(y) * y.width(), EACH(size_t i) { if (!(values[i] > 0)) dy[i] = 0; });
    return dy;
  }
};

struct Dropout : Layer {
  double rate;
  uint64_t seed = 0;
  Activation x;

  Dropout(size_t bins, size_t channels, double rate) : Layer(bins, channels), rate(rate) {}

  /// The same four 16-bit draws from each output of SplitMix64 as `NeuralNetwork.Dropout`.
  static INLINE float mask(uint64_t seed, size_t i, uint64_t threshold, float kept) {
    uint64_t state = seed + 0x9E3779B97F4A7C15ull * (i / 4 + 1);
    uint64_t bits = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9ull;
    bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBull;
    bits ^= bits >> 31;
    return (bits >> (16 * (i % 4)) & 0xFFFF) < threshold ? 0 : kept;
  }

  void apply(const float *source, float *target, size_t count) {
    uint64_t seed = this->seed, threshold = (uint64_t)(rate * 65536);
    float kept = (float)(1 / (1 - (double)threshold / 65536));
    each(count, EACH(size_t i) { target[i] = source[i] * mask(seed, i, threshold, kept); });
  }

  Activation forward(const Activation &input, const float *, uint64_t seed, Step step) override {
    x = input;
    this->seed = seed;
    Activation y = x;
    y.values = step.arena.floats(step.rows(x) * x.width());
    apply(x.values, y.values, step.rows(x) * x.width());
    return y;
  }

  float *backward(float *dy, const float *, float *, bool, Step step) override {
    apply(dy, dy, step.rows(x) * x.width());
    return dy;
  }
};

struct Linear : Layer {
  Activation x;

  Linear(size_t bins, size_t channels, size_t size) : Layer(bins, channels) {
    outputBins = 1;
    outputChannels = size;
    parameterCount = size * bins * channels + size;
  }

  Activation forward(const Activation &input, const float *weights, uint64_t, Step step) override {
    x = input;
    Activation y = x;
    y.bins = 1;
    y.channels = outputChannels;
    size_t rows = step.rows(x), width = x.width();
    y.values = step.arena.floats(rows * outputChannels);
    step.fillRows(y.values, rows, outputChannels, weights + outputChannels * width);
    step.products.multiply(false, true, rows, outputChannels, width, x.values, weights, 1, y.values);
    return y;
  }

  float *backward(
    float *dy, const float *weights, float *gradient, bool wantsInput, Step step) override {
    size_t rows = step.rows(x), width = x.width();
    step.products.multiply(true, false, outputChannels, width, rows, dy, x.values, 0, gradient);
    step.sumColumns(dy, rows, outputChannels, gradient + outputChannels * width);
    if (!wantsInput) return nullptr;
    float *dx = step.arena.floats(rows * width);
    step.products.multiply(false, false, rows, width, outputChannels, dy, weights, 0, dx);
    return dx;
  }
};

/// Gates stand in the order i, f, g, o.
struct LongShortTermMemory : Layer {
  size_t hidden;
  Activation x;
  float *gates, *states, *cells;  // states and cells: row block t + 1 is that after frame t

  LongShortTermMemory(size_t bins, size_t channels, size_t size) : Layer(bins, channels), hidden(size) {
    outputBins = 1;
    outputChannels = size;
    parameterCount = 4 * size * (bins * channels + size + 1);
  }

  static INLINE float sigmoid(float x) { return 1 / (1 + expf(-x)); }

  Activation forward(const Activation &input, const float *weights, uint64_t, Step step) override {
    x = input;
    size_t h = hidden, rows = step.rows(x), width = x.width(), block = step.batch * h;
    const float *recurrent = weights + 4 * h * width, *bias = recurrent + 4 * h * h;
    gates = step.arena.floats(rows * 4 * h);
    states = step.arena.floats((x.frames + 1) * block);
    cells = step.arena.floats((x.frames + 1) * block);
    float *firstState = states, *firstCell = cells;
    each(block, EACH(size_t i) { firstState[i] = firstCell[i] = 0; });
    step.fillRows(gates, rows, 4 * h, bias);
    step.products.multiply(false, true, rows, 4 * h, width, x.values, weights, 1, gates);
    for (size_t t = 0; t < x.frames; t++) {
      float *gate = gates + t * 4 * block, *cell = cells + t * block, *state = states + t * block;
      step.products.multiply(false, true, step.batch, 4 * h, h, state, recurrent, 1, gate);
      each(block, EACH(size_t i) {
        float *g = gate + i / h * 4 * h + i % h;
        float in = g[0] = sigmoid(g[0]), forget = g[h] = sigmoid(g[h]);
        float candidate = g[2 * h] = tanhf(g[2 * h]), out = g[3 * h] = sigmoid(g[3 * h]);
        float value = forget * cell[i] + in * candidate;
        cell[block + i] = value;
        state[block + i] = out * tanhf(value);
      });
    }
    Activation y = x;
    y.values = states + block;
    y.bins = 1;
    y.channels = h;
    return y;
  }

  float *backward(
    float *dy, const float *weights, float *gradient, bool wantsInput, Step step) override {
    size_t h = hidden, rows = step.rows(x), width = x.width(), block = step.batch * h;
    const float *recurrent = weights + 4 * h * width;
    float *dcell = step.arena.floats(block);
    each(block, EACH(size_t i) { dcell[i] = 0; });
    for (size_t t = x.frames; t-- > 0;) {
      float *gate = gates + t * 4 * block, *cell = cells + t * block, *dstate = dy + t * block;
      each(block, EACH(size_t i) {
        float *g = gate + i / h * 4 * h + i % h;
        float in = g[0], forget = g[h], candidate = g[2 * h], out = g[3 * h];
        float squashed = tanhf(cell[block + i]);
        float dc = dcell[i] + dstate[i] * out * (1 - squashed * squashed);
        g[0] = dc * candidate * in * (1 - in);
        g[h] = dc * cell[i] * forget * (1 - forget);
        g[2 * h] = dc * in * (1 - candidate * candidate);
        g[3 * h] = dstate[i] * squashed * out * (1 - out);
        dcell[i] = dc * forget;
      });
      if (t > 0)
        step.products.multiply(
          false, false, step.batch, h, 4 * h, gate, recurrent, 1, dy + (t - 1) * block);
    }
    step.products.multiply(true, false, 4 * h, width, rows, gates, x.values, 0, gradient);
    gradient += 4 * h * width;
    step.products.multiply(true, false, 4 * h, h, rows, gates, states, 0, gradient);
    step.sumColumns(gates, rows, 4 * h, gradient + 4 * h * h);
    if (!wantsInput) return nullptr;
    float *dx = step.arena.floats(rows * width);
    step.products.multiply(false, false, rows, width, 4 * h, gates, weights, 0, dx);
    return dx;
  }
};

// MARK: - The network

struct Network {
  Products products;
  Arena kept, arena;
  std::vector<Layer *> layers;
  size_t inputWidth, weightCount = 0, batch = 0;
  float *weights, *gradient;
  Activation output;

  Network(const LayerDescription *descriptions, size_t count, size_t inputBins) : inputWidth(inputBins) {
    size_t bins = inputBins, channels = 1;
    for (size_t i = 0; i < count; i++) {
      const LayerDescription &d = descriptions[i];
      Layer *layer;
      switch (d.kind) {
      case 0: layer = new Convolution(bins, channels, d); break;
      case 1: layer = new Normalization(bins, channels); break;
      case 2: layer = new Rectifier(bins, channels); break;
      case 3: layer = new LongShortTermMemory(bins, channels, d.size); break;
      case 4: layer = new Dropout(bins, channels, d.rate); break;
      case 5: layer = new Linear(bins, channels, d.size); break;
      default: throw std::runtime_error("a layer of unknown kind");
      }
      layers.push_back(layer);
      weightCount += layer->parameterCount;
      bins = layer->outputBins;
      channels = layer->outputChannels;
    }
    weights = kept.floats(weightCount);
    gradient = kept.floats(weightCount);
  }

  ~Network() {
    for (auto layer : layers) delete layer;
  }

  size_t forward(
    const float *hostWeights, const float *features, size_t frames, size_t batch,
    const int32_t *lengths, const uint64_t *seeds, float *logits
  ) {
    arena.reset();
    this->batch = batch;
    upload(weights, hostWeights, weightCount * sizeof(float));
    Activation x = {arena.floats(frames * batch * inputWidth), frames, inputWidth, 1, nullptr};
    upload(x.values, features, frames * batch * inputWidth * sizeof(float));
    auto deviceLengths = (int32_t *)arena.bytes(batch * sizeof(int32_t));
    upload(deviceLengths, lengths, batch * sizeof(int32_t));
    x.lengths = deviceLengths;
    size_t offset = 0;
    for (size_t i = 0; i < layers.size(); i++) {
      x = layers[i]->forward(x, weights + offset, seeds[i], step());
      offset += layers[i]->parameterCount;
    }
    output = x;
    download(logits, x.values, x.frames * batch * x.width() * sizeof(float));
    return x.frames;
  }

  void backward(const float *logitGradient, float *hostGradient) {
    size_t count = output.frames * batch * output.width();
    float *dy = arena.floats(count);
    upload(dy, logitGradient, count * sizeof(float));
    size_t offset = weightCount;
    for (size_t i = layers.size(); i-- > 0;) {
      offset -= layers[i]->parameterCount;
      dy = layers[i]->backward(dy, weights + offset, gradient + offset, i > 0, step());
    }
    download(hostGradient, gradient, weightCount * sizeof(float));
  }

  Step step() { return {arena, products, batch}; }
};

// MARK: - What Swift calls

static thread_local std::string lastError;

extern "C" {
/// What the last call of this thread failed with.
const char *accelerator_error() { return lastError.c_str(); }

/// A network of `count` layers on frames of `bins` values; NULL on failure.
void *accelerator_make(const LayerDescription *layers, size_t count, size_t bins) {
  try { return new Network(layers, count, bins); }
  catch (const std::exception &error) { lastError = error.what(); return nullptr; }
}

void accelerator_free(void *network) { delete (Network *)network; }

/// Weights in the network.
size_t accelerator_weight_count(void *network) { return ((Network *)network)->weightCount; }

/// Features [frames, batch, bins] in, logits [frames out, batch, symbols] out; returns the frames out or −1.
/// Each layer has a seed for its dropout.
long accelerator_forward(
  void *network, const float *weights, const float *features, size_t frames, size_t batch,
  const int32_t *lengths, const uint64_t *seeds, float *logits
) {
  try {
    return (long)((Network *)network)->forward(
      weights, features, frames, batch, lengths, seeds, logits);
  } catch (const std::exception &error) { lastError = error.what(); return -1; }
}

/// After a forward pass: the gradient of its logits in, that of all weights out; returns 0 or −1.
long accelerator_backward(void *network, const float *logitGradient, float *gradient) {
  try {
    ((Network *)network)->backward(logitGradient, gradient);
    return 0;
  } catch (const std::exception &error) { lastError = error.what(); return -1; }
}
}
