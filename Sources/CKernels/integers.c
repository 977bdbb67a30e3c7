// Products of 16-bit rows and 8-bit weights with 32-bit sums. Weights of one byte pass through the caches four times
// as fast as floats, and that is what one sequence at a time waits for: 2.4 times as fast as float32 on an EPYC Rome.
#include "CKernels.h"
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#define AVX2 __attribute__((target("avx2,fma")))
#endif
#define INLINE static inline __attribute__((always_inline))
#if defined(__x86_64__)
INLINE int has_avx2(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }
#endif
#pragma clang fp contract(off)  // with it, processors that fuse would round otherwise
// Columns of a panel, and the depth at which 127 · 32 767 · depth stays below 2³¹.
enum { COLUMNS = 32, DEPTH = 512 };

size_t kernels_packed_count_int8(size_t k, size_t n) { return (n + COLUMNS - 1) / COLUMNS * COLUMNS * (k + (k & 1)); }

void kernels_pack_int8(size_t k, size_t n, const int8_t *weight, int8_t *packed) {
  for (size_t j0 = 0; j0 < n; j0 += COLUMNS)
    for (size_t p = 0; p < k; p += 2)
      for (size_t j = j0; j < j0 + COLUMNS; j++, packed += 2) {
        packed[0] = j < n ? weight[j * k + p] : 0;
        packed[1] = j < n && p + 1 < k ? weight[j * k + p + 1] : 0;
      }
}

float kernels_recover_int8(size_t k, const float *row, int8_t *q) {
  float largest = 0;
  for (size_t p = 0; p < k; p++) largest = __builtin_fabsf(row[p]) > largest ? __builtin_fabsf(row[p]) : largest;
  if (!(largest > 1e-30f)) largest = 0;
  // The quotient of a rounded product may be off by one unit in the last place.
  float near = largest / 127, scales[] = {near, __builtin_nextafterf(near, 1e30f), __builtin_nextafterf(near, 0)};
  for (size_t s = 0; s < 3; s++) {
    float factor = largest > 0 ? 1 / scales[s] : 0;
    int wrong = 0;
    for (size_t p = 0; p < k; p++) {
      const float middle = 12582912;  // 1.5 · 2^23: adding and taking it away rounds to a whole number
      float number = row[p] * factor + middle - middle;
      wrong |= number * scales[s] != row[p];
      q[p] = (int8_t)(int32_t)number;
    }
    if (!wrong) return largest > 0 ? scales[s] : 0;
  }
  return -1;
}

// Both ways round to nearest even, so that they give the same bits.
INLINE float quantize(size_t k, size_t from, float largest, const float *x, int16_t *q) {
  for (size_t p = from; p < k; p++) largest = __builtin_fabsf(x[p]) > largest ? __builtin_fabsf(x[p]) : largest;
  float factor = largest > 1e-30f ? 32767 / largest : 0;
  for (size_t p = from; p < k; p++) q[p] = (int16_t)__builtin_rintf(x[p] * factor);
  if (k & 1) q[k] = 0;
  return factor;
}

#if defined(__x86_64__)
AVX2 static float quantize_avx2(size_t k, const float *x, int16_t *q) {
  __m256 most = _mm256_setzero_ps();
  size_t whole = k / 8 * 8;
  for (size_t p = 0; p < whole; p += 8)
    most = _mm256_max_ps(most, _mm256_andnot_ps(_mm256_set1_ps(-0.0f), _mm256_loadu_ps(x + p)));
  float eight[8], largest = 0;
  _mm256_storeu_ps(eight, most);
  for (size_t v = 0; v < 8; v++) largest = eight[v] > largest ? eight[v] : largest;
  float factor = quantize(k, whole, largest, x, q);
  for (size_t p = 0; p < whole; p += 8) {
    __m256i numbers = _mm256_cvtps_epi32(_mm256_mul_ps(_mm256_loadu_ps(x + p), _mm256_set1_ps(factor)));
    __m128i halves = _mm_packs_epi32(_mm256_castsi256_si128(numbers), _mm256_extracti128_si256(numbers, 1));
    _mm_storeu_si128((__m128i *)(q + p), halves);
  }
  return factor;
}
#endif

float kernels_quantize(size_t k, const float *x, int16_t *q) {
#if defined(__x86_64__)
  float factor = has_avx2() ? quantize_avx2(k, x, q) : quantize(k, 0, 0, x, q);
#else
  float factor = quantize(k, 0, 0, x, q);
#endif
  return factor > 0 ? 1 / factor : 0;
}

// One panel's columns of one or two rows, up to DEPTH deep.
#if defined(__x86_64__)
INLINE AVX2 void tile_avx2(size_t rows, size_t width, size_t k, const int16_t *x, size_t x_stride, const float *x_scale,
                           const int8_t *b, const float *scale, float *c, size_t c_stride) {
  __m256i sums[2][4];
#pragma clang loop unroll(full)
  for (size_t r = 0; r < rows; r++)
#pragma clang loop unroll(full)
    for (size_t v = 0; v < 4; v++) sums[r][v] = _mm256_setzero_si256();
  for (size_t p = 0; p < k; p += 2, b += 2 * COLUMNS) {
    __m256i columns[4];
#pragma clang loop unroll(full)
    for (size_t v = 0; v < 4; v++) columns[v] = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(b + 16 * v)));
#pragma clang loop unroll(full)
    for (size_t r = 0; r < rows; r++) {
      int32_t pair;
      memcpy(&pair, x + r * x_stride + p, 4);
      __m256i value = _mm256_set1_epi32(pair);
#pragma clang loop unroll(full)
      for (size_t v = 0; v < 4; v++)
        sums[r][v] = _mm256_add_epi32(sums[r][v], _mm256_madd_epi16(value, columns[v]));
    }
  }
#pragma clang loop unroll(full)
  for (size_t r = 0; r < rows; r++, c += c_stride) {
    float edge[COLUMNS];
#pragma clang loop unroll(full)
    for (size_t v = 0; v < 4; v++) _mm256_storeu_ps(edge + 8 * v, _mm256_cvtepi32_ps(sums[r][v]));
    for (size_t j = 0; j < width; j++) c[j] += edge[j] * (x_scale[r] * scale[j]);
  }
}

AVX2 static void multiply_avx2(size_t m, size_t n, size_t k, const int16_t *x, size_t x_stride, const float *x_scale,
                               const int8_t *packed, size_t panel, const float *scale, float *c, size_t c_stride) {
  for (size_t j = 0; j < n; j += COLUMNS, packed += panel) {
    size_t width = n - j < COLUMNS ? n - j : COLUMNS;
    size_t i = 0;
    for (; i + 2 <= m; i += 2)
      tile_avx2(2, width, k, x + i * x_stride, x_stride, x_scale + i, packed, scale + j, c + i * c_stride + j, c_stride);
    if (i < m)
      tile_avx2(1, width, k, x + i * x_stride, x_stride, x_scale + i, packed, scale + j, c + i * c_stride + j, c_stride);
  }
}
#endif

static void multiply_plain(size_t m, size_t n, size_t k, const int16_t *x, size_t x_stride, const float *x_scale,
                           const int8_t *packed, size_t panel, const float *scale, float *c, size_t c_stride) {
  for (size_t j = 0; j < n; j += COLUMNS, packed += panel)
    for (size_t i = 0; i < m; i++) {
      int32_t sums[COLUMNS] = {0};
      const int16_t *row = x + i * x_stride;
      const int8_t *b = packed;
      for (size_t p = 0; p < k; p += 2, b += 2 * COLUMNS)
        for (size_t v = 0; v < COLUMNS; v++) sums[v] += row[p] * b[2 * v] + row[p + 1] * b[2 * v + 1];
      for (size_t v = 0; v < COLUMNS && j + v < n; v++)
        c[i * c_stride + j + v] += (float)sums[v] * (x_scale[i] * scale[j + v]);
    }
}

void kernels_multiply_int8(size_t m, size_t n, size_t k, const int16_t *x, size_t x_stride, const float *x_scale,
                           const int8_t *packed, const float *scale, float *c, size_t c_stride) {
  size_t even = k + (k & 1), panel = COLUMNS * even;
  for (size_t p = 0; p < even; p += DEPTH) {
    size_t depth = even - p < DEPTH ? even - p : DEPTH;
    const int8_t *b = packed + p * COLUMNS;
#if defined(__x86_64__)
    if (has_avx2()) {
      multiply_avx2(m, n, depth, x + p, x_stride, x_scale, b, panel, scale, c, c_stride);
      continue;
    }
#endif
    multiply_plain(m, n, depth, x + p, x_stride, x_scale, b, panel, scale, c, c_stride);
  }
}
