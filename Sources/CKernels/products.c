// Packed matrix products. The tile is 8 rows by 48 columns: 24 accumulators of 16 floats, three loads of B
// and a broadcast fill the 32 AVX-512 registers. With 16 registers of 8 floats (AVX2) it is 6 rows by 16 columns,
// or 2 by 48. Measured against oneDNN and OpenBLAS in docs/decisions.md.
#include "CKernels.h"
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#define BFLOAT16 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512bf16")))
#endif
#if defined(__x86_64__) && !__has_feature(thread_sanitizer)  // it is not ready when clones are chosen
#define CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#define NARROW __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define CLONES
#define NARROW
#endif
#define INLINE static inline __attribute__((always_inline))
enum { WIDTH = kernels_panel_width, ROWS = 8, VECTORS = WIDTH / 16 };
typedef float vector __attribute__((vector_size(64), aligned(4)));
typedef float octet __attribute__((vector_size(32), aligned(4)));

int kernels_has_bfloat16(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx512bf16") && __builtin_cpu_supports("avx512bw") != 0;
#else
  return 0;
#endif
}

INLINE uint16_t rounded(float x) {
  uint32_t bits;
  memcpy(&bits, &x, 4);
  if ((bits & 0x7fffffff) > 0x7f800000) return (uint16_t)((bits >> 16) | 0x40);  // NaN stays NaN
  return (uint16_t)((bits + 0x7fff + ((bits >> 16) & 1)) >> 16);
}

size_t kernels_packed_count(size_t k, size_t n) { return (n + WIDTH - 1) / WIDTH * WIDTH * (k + (k & 1)); }

void kernels_pack_float32(size_t k, size_t n, const float *b, size_t row_stride, size_t column_stride, float *packed) {
  for (size_t j0 = 0; j0 < n; j0 += WIDTH)
    for (size_t p = 0; p < k; p++, packed += WIDTH)
      for (size_t j = 0; j < WIDTH; j++)
        packed[j] = j0 + j < n ? b[p * row_stride + (j0 + j) * column_stride] : 0;
}

CLONES void kernels_pack_bfloat16(size_t k, size_t n, const float *b, size_t row_stride, size_t column_stride,
                                  uint16_t *packed) {
  for (size_t j0 = 0; j0 < n; j0 += WIDTH)
    for (size_t p = 0; p < k; p += 2, packed += 2 * WIDTH) {
      size_t width = n - j0 < WIDTH ? n - j0 : WIDTH;
      const float *even = b + p * row_stride + j0 * column_stride, *odd = even + row_stride;
      if (width < WIDTH || p + 1 == k) memset(packed, 0, 2 * WIDTH * sizeof *packed);
      if (p + 1 == k) {
        for (size_t j = 0; j < width; j++) packed[2 * j] = rounded(even[j * column_stride]);
      } else if (column_stride == 1) {
        uint32_t *out = (uint32_t *)packed;
        for (size_t j = 0; j < width; j++) out[j] = rounded(even[j]) | (uint32_t)rounded(odd[j]) << 16;
      } else {
        for (size_t j = 0; j < width; j++) {
          packed[2 * j] = rounded(even[j * column_stride]);
          packed[2 * j + 1] = rounded(odd[j * column_stride]);
        }
      }
    }
}

CLONES void kernels_round_rows(size_t rows, size_t k, const float *a, size_t stride, uint16_t *out) {
  size_t even = k + (k & 1);
  for (size_t i = 0; i < rows; i++, a += stride, out += even) {
    for (size_t p = 0; p < k; p++) out[p] = rounded(a[p]);
    if (even > k) out[k] = 0;
  }
}

CLONES void kernels_round_transposed(size_t rows, size_t columns, const float *a, size_t stride, uint16_t *out) {
  enum { BLOCK = 32 };
  size_t even = rows + (rows & 1);
  for (size_t i0 = 0; i0 < rows; i0 += BLOCK)
    for (size_t j0 = 0; j0 < columns; j0 += BLOCK) {
      size_t height = rows - i0 < BLOCK ? rows - i0 : BLOCK, width = columns - j0 < BLOCK ? columns - j0 : BLOCK;
      uint16_t block[BLOCK][BLOCK];
      for (size_t i = 0; i < height; i++)
        for (size_t j = 0; j < width; j++) block[i][j] = rounded(a[(i0 + i) * stride + j0 + j]);
      for (size_t j = 0; j < width; j++)
        for (size_t i = 0; i < height; i++) out[(j0 + j) * even + i0 + i] = block[i][j];
    }
  if (even > rows)
    for (size_t j = 0; j < columns; j++) out[j * even + rows] = 0;
}

// Writes the tile's sums, the last columns of a matrix one by one.
INLINE void store(const vector sums[ROWS][VECTORS], size_t rows, size_t width, float *c, size_t stride, int accumulate) {
#pragma clang loop unroll(full)
  for (size_t r = 0; r < rows; r++, c += stride) {
    float edge[WIDTH];
    float *out = width == WIDTH ? c : edge;
#pragma clang loop unroll(full)
    for (size_t v = 0; v < VECTORS; v++) {
      vector *target = (vector *)(out + 16 * v);
      *target = accumulate && width == WIDTH ? *target + sums[r][v] : sums[r][v];
    }
    if (width < WIDTH)
      for (size_t j = 0; j < width; j++) c[j] = accumulate ? c[j] + edge[j] : edge[j];
  }
}

INLINE void tile_wide(size_t rows, size_t width, size_t k, const float *a, size_t a_stride, const float *b, float *c,
                      size_t c_stride, int accumulate) {
  vector sums[ROWS][VECTORS] = {0};
  for (size_t p = 0; p < k; p++, b += WIDTH)
#pragma clang loop unroll(full)
    for (size_t r = 0; r < rows; r++) {
      float value = a[r * a_stride + p];
#pragma clang loop unroll(full)
      for (size_t v = 0; v < VECTORS; v++) sums[r][v] += value * ((const vector *)b)[v];
    }
  store(sums, rows, width, c, c_stride, accumulate);
}

// `octets` vectors of eight columns; b is a panel, or a third of one.
INLINE void tile_narrow(size_t rows, size_t octets, size_t width, size_t k, const float *a, size_t a_stride,
                        const float *b, float *c, size_t c_stride, int accumulate) {
  octet sums[6][WIDTH / 8] = {0};
  for (size_t p = 0; p < k; p++, b += WIDTH)
#pragma clang loop unroll(full)
    for (size_t r = 0; r < rows; r++) {
      float value = a[r * a_stride + p];
#pragma clang loop unroll(full)
      for (size_t v = 0; v < octets; v++) sums[r][v] += value * ((const octet *)b)[v];
    }
#pragma clang loop unroll(full)
  for (size_t r = 0; r < rows; r++, c += c_stride)
#pragma clang loop unroll(full)
    for (size_t v = 0; v < octets; v++)
      if (8 * v + 8 <= width) {
        octet *target = (octet *)(c + 8 * v);
        *target = accumulate ? *target + sums[r][v] : sums[r][v];
      } else {
        for (size_t j = 8 * v; j < width; j++) c[j] = accumulate ? c[j] + sums[r][v][j % 8] : sums[r][v][j % 8];
      }
}

#pragma clang fp contract(fast)
#if defined(__x86_64__)
__attribute__((target("arch=x86-64-v4"))) static void multiply_wide(
    size_t m, size_t n, size_t k, const float *a, size_t a_stride, const float *packed, size_t panel, float *c,
    size_t c_stride, int accumulate) {
  for (size_t j = 0; j < n; j += WIDTH, packed += panel) {
    size_t width = n - j < WIDTH ? n - j : WIDTH;
    for (size_t i = 0; i < m; i += ROWS) {
      const float *rows = a + i * a_stride;
      float *out = c + i * c_stride + j;
      switch (m - i < ROWS ? m - i : ROWS) {
#define CASE(R) case R: tile_wide(R, width, k, rows, a_stride, packed, out, c_stride, accumulate); break;
        CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7) CASE(8)
#undef CASE
      }
    }
  }
}
#endif

NARROW static void multiply_narrow(size_t m, size_t n, size_t k, const float *a, size_t a_stride, const float *packed,
                                   size_t panel, float *c, size_t c_stride, int accumulate) {
  for (size_t j = 0; j < n; j += WIDTH, packed += panel) {
    size_t width = n - j < WIDTH ? n - j : WIDTH;
    if (m < 3) {
      if (m == 1) tile_narrow(1, 6, width, k, a, a_stride, packed, c + j, c_stride, accumulate);
      if (m == 2) tile_narrow(2, 6, width, k, a, a_stride, packed, c + j, c_stride, accumulate);
      continue;
    }
    for (size_t third = 0; third < width; third += 16)
      for (size_t i = 0, height; i < m; i += height) {
        size_t part = width - third < 16 ? width - third : 16, left = m - i;
        height = left > 8 ? 6 : left > 6 ? 4 : left;  // eight rows as 4 + 4, not 6 + 2: two alone wait for their sums
        const float *rows = a + i * a_stride;
        float *out = c + i * c_stride + j + third;
        switch (height) {
#define CASE(R) case R: tile_narrow(R, 2, part, k, rows, a_stride, packed + third, out, c_stride, accumulate); break;
          CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6)
#undef CASE
        }
      }
  }
}

void kernels_multiply_float32(size_t m, size_t n, size_t k, const float *a, size_t row_stride, size_t column_stride,
                              const float *packed, float *c, size_t c_stride, int accumulate) {
  // A block of A stays in the second-level cache while all of B's columns pass; a transposed one is copied.
  enum { HEIGHT = 48, DEPTH = 512, STRIDE = DEPTH + 16 };
  float copy[HEIGHT * STRIDE];
  for (size_t p = 0; p < k; p += DEPTH)
    for (size_t i = 0; i < m; i += HEIGHT) {
      size_t height = m - i < HEIGHT ? m - i : HEIGHT, depth = k - p < DEPTH ? k - p : DEPTH, stride = row_stride;
      const float *block = a + i * row_stride + p * column_stride, *b = packed + p * WIDTH;
      float *out = c + i * c_stride;
      int add = accumulate || p > 0;
      if (column_stride != 1) {
        for (size_t q = 0; q < depth; q++)
          for (size_t r = 0; r < height; r++) copy[r * STRIDE + q] = block[r * row_stride + q * column_stride];
        block = copy;
        stride = STRIDE;
      }
#if defined(__x86_64__)
      if (__builtin_cpu_supports("x86-64-v4")) {
        multiply_wide(height, n, depth, block, stride, b, k * WIDTH, out, c_stride, add);
        continue;
      }
#endif
      multiply_narrow(height, n, depth, block, stride, b, k * WIDTH, out, c_stride, add);
    }
}

#if defined(__x86_64__)
INLINE BFLOAT16 void tile_bfloat16(size_t rows, size_t width, size_t k, const uint16_t *a, size_t a_stride,
                                   const uint16_t *b, float *c, size_t c_stride, int accumulate) {
  vector sums[ROWS][VECTORS] = {0};
  for (size_t p = 0; p < k; p += 2, b += 2 * WIDTH) {
    __m512bh columns[VECTORS];
#pragma clang loop unroll(full)
    for (size_t v = 0; v < VECTORS; v++) columns[v] = (__m512bh)_mm512_loadu_si512(b + 32 * v);
#pragma clang loop unroll(full)
    for (size_t r = 0; r < rows; r++) {
      int32_t pair;
      memcpy(&pair, a + r * a_stride + p, 4);
      __m512bh value = (__m512bh)_mm512_set1_epi32(pair);
#pragma clang loop unroll(full)
      for (size_t v = 0; v < VECTORS; v++)
        sums[r][v] = (vector)_mm512_dpbf16_ps((__m512)sums[r][v], value, columns[v]);
    }
  }
  store(sums, rows, width, c, c_stride, accumulate);
}

BFLOAT16 void kernels_multiply_bfloat16(size_t m, size_t n, size_t k, const uint16_t *a, size_t a_stride,
                                        const uint16_t *packed, float *c, size_t c_stride, int accumulate) {
  // Blocks of the sum keep a panel of B in the second-level cache.
  enum { DEPTH = 3072 };
  for (size_t j = 0; j < n; j += WIDTH, packed += k * WIDTH) {
    size_t width = n - j < WIDTH ? n - j : WIDTH;
    for (size_t p = 0; p < k; p += DEPTH) {
      size_t depth = k - p < DEPTH ? k - p : DEPTH;
      const uint16_t *panel = packed + p * WIDTH;
      for (size_t i = 0; i < m; i += ROWS) {
        const uint16_t *rows = a + i * a_stride + p;
        float *out = c + i * c_stride + j;
        int add = accumulate || p > 0;
        switch (m - i < ROWS ? m - i : ROWS) {
#define CASE(R) case R: tile_bfloat16(R, width, depth, rows, a_stride, panel, out, c_stride, add); break;
          CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7) CASE(8)
#undef CASE
        }
      }
    }
  }
}
#else
void kernels_multiply_bfloat16(size_t m, size_t n, size_t k, const uint16_t *a, size_t a_stride, const uint16_t *packed,
                               float *c, size_t c_stride, int accumulate) {
  (void)m, (void)n, (void)k, (void)a, (void)a_stride, (void)packed, (void)c, (void)c_stride, (void)accumulate;
}
#endif
