// Element-wise kernels. Loops are plain C that the compiler vectorises for each instruction set.
#include "CKernels.h"
#include <math.h>
#include <string.h>
#if defined(__x86_64__) && !__has_feature(thread_sanitizer)  // it is not ready when clones are chosen
#define CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CLONES
#endif
#define INLINE static inline __attribute__((always_inline))
#define VECTORIZE _Pragma("clang loop vectorize(enable)")
#pragma clang fp contract(fast)

// e^x for finite x: 2^n times a polynomial of degree 6 on [-ln2/2, ln2/2] (Cephes expf); relative error 2e-7.
INLINE float exponential(float x) {
  x = x < -87.0f ? -87.0f : x > 88.0f ? 88.0f : x;
  float n = __builtin_rintf(x * 1.44269504f);
  float r = x - n * 0.693359375f + n * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.0f;
  int32_t bits = ((int32_t)n + 127) << 23;
  float scale;
  memcpy(&scale, &bits, 4);
  return p * scale;
}
INLINE float sigmoid(float x) { return 1.0f / (1.0f + exponential(-x)); }
INLINE float hyperbolic_tangent(float x) { return 2.0f / (1.0f + exponential(-2.0f * x)) - 1.0f; }

// Rows are worked on by inlined functions because only parameters carry `restrict` to the vectoriser.
INLINE void lstm_row(size_t h, float *restrict i, float *restrict f, float *restrict g, float *restrict o,
                     const float *restrict c_previous, float *restrict c, float *restrict hidden) {
  VECTORIZE for (size_t j = 0; j < h; j++) {
    i[j] = sigmoid(i[j]);
    f[j] = sigmoid(f[j]);
    g[j] = hyperbolic_tangent(g[j]);
    o[j] = sigmoid(o[j]);
    c[j] = f[j] * c_previous[j] + i[j] * g[j];
    hidden[j] = o[j] * hyperbolic_tangent(c[j]);
  }
}

CLONES void kernels_lstm_forward(size_t n, size_t h, float *gates, const float *c_previous, float *c, float *hidden) {
  for (size_t b = 0; b < n; b++, gates += 4 * h, c_previous += h, c += h, hidden += h)
    lstm_row(h, gates, gates + h, gates + 2 * h, gates + 3 * h, c_previous, c, hidden);
}

INLINE void lstm_row_backward(size_t h, float *restrict i, float *restrict f, float *restrict g, float *restrict o,
                              const float *restrict c_previous, const float *restrict c, const float *restrict dh,
                              float *restrict cell_gradient) {
  VECTORIZE for (size_t j = 0; j < h; j++) {
    float t = hyperbolic_tangent(c[j]);
    float input = i[j], forget = f[j], candidate = g[j], output = o[j];
    float dc = cell_gradient[j] + dh[j] * output * (1 - t * t);
    i[j] = dc * candidate * input * (1 - input);
    f[j] = dc * c_previous[j] * forget * (1 - forget);
    g[j] = dc * input * (1 - candidate * candidate);
    o[j] = dh[j] * t * output * (1 - output);
    cell_gradient[j] = dc * forget;
  }
}

CLONES void kernels_lstm_backward(size_t n, size_t h, float *gates, const float *c_previous, const float *c,
                                  const float *hidden_gradient, float *cell_gradient) {
  for (size_t b = 0; b < n; b++, gates += 4 * h, c_previous += h, c += h, hidden_gradient += h, cell_gradient += h)
    lstm_row_backward(h, gates, gates + h, gates + 2 * h, gates + 3 * h, c_previous, c, hidden_gradient, cell_gradient);
}

INLINE void gru_row(size_t h, float *restrict r, float *restrict z, float *restrict c, const float *restrict ur,
                    const float *restrict uz, const float *restrict uc, const float *restrict previous,
                    float *restrict hidden) {
  VECTORIZE for (size_t j = 0; j < h; j++) {
    r[j] = sigmoid(r[j] + ur[j]);
    z[j] = sigmoid(z[j] + uz[j]);
    c[j] = hyperbolic_tangent(c[j] + r[j] * uc[j]);
    hidden[j] = c[j] + z[j] * (previous[j] - c[j]);
  }
}

CLONES void kernels_gru_forward(size_t n, size_t h, float *x, const float *u, const float *hidden_previous,
                                float *hidden) {
  for (size_t b = 0; b < n; b++, x += 3 * h, u += 3 * h, hidden_previous += h, hidden += h)
    gru_row(h, x, x + h, x + 2 * h, u, u + h, u + 2 * h, hidden_previous, hidden);
}

INLINE void gru_row_backward(size_t h, float *restrict r, float *restrict z, float *restrict c, float *restrict ur,
                             float *restrict uz, float *restrict uc, const float *restrict previous,
                             float *restrict dh) {
  VECTORIZE for (size_t j = 0; j < h; j++) {
    float reset = r[j], update = z[j], candidate = c[j];
    float dc = dh[j] * (1 - update) * (1 - candidate * candidate);
    float dr = dc * uc[j] * reset * (1 - reset);
    float dz = dh[j] * (previous[j] - candidate) * update * (1 - update);
    r[j] = dr;
    ur[j] = dr;
    z[j] = dz;
    uz[j] = dz;
    c[j] = dc;
    uc[j] = dc * reset;
    dh[j] *= update;
  }
}

CLONES void kernels_gru_backward(size_t n, size_t h, float *x, float *u, const float *hidden_previous,
                                 float *hidden_gradient) {
  for (size_t b = 0; b < n; b++, x += 3 * h, u += 3 * h, hidden_previous += h, hidden_gradient += h)
    gru_row_backward(h, x, x + h, x + 2 * h, u, u + h, u + 2 * h, hidden_previous, hidden_gradient);
}

CLONES void kernels_normalize(size_t rows, size_t width, const float *restrict x, const float *restrict scale,
                              const float *restrict shift, float *restrict y, float *restrict statistics) {
#pragma clang fp reassociate(on)
  for (size_t t = 0; t < rows; t++, x += width, y += width, statistics += 2) {
    float sum = 0, squares = 0;
    for (size_t j = 0; j < width; j++) sum += x[j];
    float mean = sum / (float)width;
    for (size_t j = 0; j < width; j++) squares += (x[j] - mean) * (x[j] - mean);
    float inverse = 1.0f / sqrtf(squares / (float)width + 1e-5f);
    for (size_t j = 0; j < width; j++) y[j] = (x[j] - mean) * inverse * scale[j] + shift[j];
    statistics[0] = mean;
    statistics[1] = inverse;
  }
}

CLONES void kernels_normalize_backward(size_t rows, size_t width, const float *restrict x, const float *restrict scale,
                                       const float *restrict statistics, const float *restrict y_gradient,
                                       float *restrict x_gradient, float *restrict scale_gradient,
                                       float *restrict shift_gradient) {
#pragma clang fp reassociate(on)
  for (size_t t = 0; t < rows; t++, x += width, y_gradient += width, x_gradient += width, statistics += 2) {
    float mean = statistics[0], inverse = statistics[1], sum = 0, product = 0;
    for (size_t j = 0; j < width; j++) {
      float standard = (x[j] - mean) * inverse, gradient = y_gradient[j] * scale[j];
      sum += gradient;
      product += gradient * standard;
    }
    sum /= (float)width;
    product /= (float)width;
    for (size_t j = 0; j < width; j++) {
      float standard = (x[j] - mean) * inverse, dy = y_gradient[j];
      scale_gradient[j] += dy * standard;
      shift_gradient[j] += dy;
      x_gradient[j] = (dy * scale[j] - sum - standard * product) * inverse;
    }
  }
}

CLONES void kernels_log_softmax(size_t rows, size_t width, const float *restrict x, float *restrict y) {
#pragma clang fp reassociate(on)
  for (size_t t = 0; t < rows; t++, x += width, y += width) {
    float largest = x[0], sum = 0;
    for (size_t j = 1; j < width; j++) largest = x[j] > largest ? x[j] : largest;
    for (size_t j = 0; j < width; j++) sum += exponential(x[j] - largest);
    float offset = largest + logf(sum);
    for (size_t j = 0; j < width; j++) y[j] = x[j] - offset;
  }
}

CLONES void kernels_rectify(size_t count, const float *x, float *y) {
  for (size_t j = 0; j < count; j++) y[j] = x[j] > 0 ? x[j] : 0;
}

CLONES void kernels_rectify_backward(size_t count, const float *y, const float *y_gradient, float *x_gradient) {
  for (size_t j = 0; j < count; j++) x_gradient[j] = y[j] > 0 ? y_gradient[j] : 0;
}

void kernels_fill_rows(size_t rows, size_t width, const float *row, float *y) {
  for (size_t t = 0; t < rows; t++) memcpy(y + t * width, row, width * sizeof *y);
}

CLONES void kernels_add_columns(size_t rows, size_t width, const float *x, float *sums) {
  for (size_t t = 0; t < rows; t++, x += width)
    for (size_t j = 0; j < width; j++) sums[j] += x[j];
}

CLONES void kernels_add(size_t count, const float *x, float *y) {
  for (size_t j = 0; j < count; j++) y[j] += x[j];
}

CLONES double kernels_sum_of_squares(size_t count, const float *x) {
#pragma clang fp reassociate(on)
  double sum = 0;
  for (size_t j = 0; j < count; j++) sum += (double)x[j] * (double)x[j];
  return sum;
}

CLONES void kernels_adam(size_t count, float *restrict value, const float *restrict gradient,
                         float *restrict first, float *restrict second, float gradient_scale, float learning_rate, float beta1, float beta2, float epsilon,
                         float weight_decay, float correction1, float correction2) {
  for (size_t j = 0; j < count; j++) {
    float g = gradient[j] * gradient_scale;
    first[j] = beta1 * first[j] + (1 - beta1) * g;
    second[j] = beta2 * second[j] + (1 - beta2) * g * g;
    float step = first[j] * correction1 / (sqrtf(second[j] * correction2) + epsilon);
    value[j] -= learning_rate * (step + weight_decay * value[j]);
  }
}

CLONES void kernels_interpolate(size_t count, const float *restrict in, size_t step, size_t phases,
                                const float *restrict filters, float *restrict out) {
#pragma clang fp reassociate(on)
  for (size_t k = 0; k < count; k++) {
    const float *x = in + k * step / phases, *filter = filters + k * step % phases * 32;
    float sum = 0;
    for (size_t tap = 0; tap < 32; tap++) sum += x[tap] * filter[tap];
    out[k] = sum;
  }
}

CLONES void kernels_correlate(size_t count, const float *x, const float *y, float *product, float *energy) {
#pragma clang fp reassociate(on)
  float products = 0, squares = 0;
  for (size_t j = 0; j < count; j++) {
    products += x[j] * y[j];
    squares += y[j] * y[j];
  }
  *product = products;
  *energy = squares;
}
