// The arithmetic of the network: packed matrix products in float32 and bfloat16, fused recurrent
// gates, layer normalisation, log-softmax and Adam. Every matrix is row-major. Nothing allocates.
#pragma once
#include <stddef.h>
#include <stdint.h>

// A product C[m, n] (+)= A[m, k] · B[k, n] reads B packed: panels of `kernels_panel_width` columns, each
// panel holding its rows in order (bfloat16: pairs of rows, interleaved), padded with zeros.
// Each row of C is summed in the same order whatever m is, so one frame at a time equals all at once.
enum { kernels_panel_width = 48 };

// Whether this processor multiplies bfloat16 pairs (AVX-512 BF16).
int kernels_has_bfloat16(void);

// Elements of a packed B[k, n]; float32 and bfloat16 alike.
size_t kernels_packed_count(size_t k, size_t n);
// Packs B; element (row, column) stands at b[row * row_stride + column * column_stride].
void kernels_pack_float32(size_t k, size_t n, const float *b, size_t row_stride, size_t column_stride, float *packed);
void kernels_pack_bfloat16(size_t k, size_t n, const float *b, size_t row_stride, size_t column_stride, uint16_t *packed);
// Rounds rows of floats to bfloat16, nearest even; k is padded with a zero to an even number: [rows, k + (k & 1)].
void kernels_round_rows(size_t rows, size_t k, const float *a, size_t stride, uint16_t *rounded);
// The transpose of a[rows, columns], rounded: [columns, rows + (rows & 1)].
void kernels_round_transposed(size_t rows, size_t columns, const float *a, size_t stride, uint16_t *rounded);

// Element (row, column) of A stands at a[row * row_stride + column * column_stride].
void kernels_multiply_float32(size_t m, size_t n, size_t k, const float *a, size_t row_stride, size_t column_stride,
                              const float *packed, float *c, size_t c_stride, int accumulate);
// k even, as padded by kernels_round_rows; a_stride in elements.
void kernels_multiply_bfloat16(size_t m, size_t n, size_t k, const uint16_t *a, size_t a_stride,
                               const uint16_t *packed, float *c, size_t c_stride, int accumulate);

// The whole numbers from -127 to 127 of which the values are multiples, bit for bit, and the scale; -1 if there are none.
float kernels_recover_int8(size_t k, const float *row, int8_t *q);
// Bytes of a packed W[n, k] of whole numbers from -127 to 127, and its packing.
size_t kernels_packed_count_int8(size_t k, size_t n);
void kernels_pack_int8(size_t k, size_t n, const int8_t *weight, int8_t *packed);
// Rounds a row to multiples of the scale that is returned, its largest magnitude's 32 767th part. q has room for
// k + (k & 1) values.
float kernels_quantize(size_t k, const float *x, int16_t *q);
// C[m, n] += (X · Wᵀ), row i times x_scale[i], column j times scale[j]. Sums are exact, so rows do not depend on m.
void kernels_multiply_int8(size_t m, size_t n, size_t k, const int16_t *x, size_t x_stride, const float *x_scale,
                           const int8_t *packed, const float *scale, float *c, size_t c_stride);

// LSTM gates of a batch. gates[n, 4h] holds pre-activations in the order i, f, g, o (as in PyTorch's
// weight_ih_l0) and receives activations; c = f c_previous + i g; hidden = o tanh c.
void kernels_lstm_forward(size_t n, size_t h, float *gates, const float *c_previous, float *c, float *hidden);
// gates: activations in, gradients of pre-activations out. cell_gradient[n, h] is carried to the step before.
void kernels_lstm_backward(size_t n, size_t h, float *gates, const float *c_previous, const float *c,
                           const float *hidden_gradient, float *cell_gradient);
// GRU gates, reset after the product: from_input[n, 3h] and from_hidden[n, 3h] (biases included) in the order
// r, z, n. from_input receives the activations r, z, n; from_hidden keeps its last third for the backward pass.
void kernels_gru_forward(size_t n, size_t h, float *from_input, const float *from_hidden, const float *hidden_previous,
                         float *hidden);
// from_input: activations in, input-side gradients out. from_hidden: in as forward left it, hidden-side gradients
// out. hidden_gradient in: of this step; out: the part that passes directly to the step before.
void kernels_gru_backward(size_t n, size_t h, float *from_input, float *from_hidden, const float *hidden_previous,
                          float *hidden_gradient);

// Layer normalisation of each row: y = (x - mean) / sqrt(variance + 1e-5) * scale + shift.
// statistics[rows, 2] receives mean and 1/deviation.
void kernels_normalize(size_t rows, size_t width, const float *x, const float *scale, const float *shift, float *y,
                       float *statistics);
void kernels_normalize_backward(size_t rows, size_t width, const float *x, const float *scale,
                                const float *statistics, const float *y_gradient, float *x_gradient,
                                float *scale_gradient, float *shift_gradient);
void kernels_log_softmax(size_t rows, size_t width, const float *x, float *y);
void kernels_rectify(size_t count, const float *x, float *y);
void kernels_rectify_backward(size_t count, const float *y, const float *y_gradient, float *x_gradient);
void kernels_fill_rows(size_t rows, size_t width, const float *row, float *y);
void kernels_add_columns(size_t rows, size_t width, const float *x, float *sums);
void kernels_add(size_t count, const float *x, float *y);
double kernels_sum_of_squares(size_t count, const float *x);
// One Adam step with decoupled weight decay on gradient * gradient_scale (Loshchilov and Hutter 2019, algorithm 2).
void kernels_adam(size_t count, float *value, const float *gradient, float *first, float *second,
                  float gradient_scale, float learning_rate, float beta1, float beta2, float epsilon,
                  float weight_decay, float correction1, float correction2);
// Polyphase interpolation with 32 taps: out[k] is the product of the samples from in[position / phases] on with filter
// position % phases, position = k * step. filters[phases, 32]; `in` reaches 32 samples past the last position.
void kernels_interpolate(size_t count, const float *in, size_t step, size_t phases, const float *filters, float *out);
// The product of two vectors and the sum of squares of the second.
void kernels_correlate(size_t count, const float *x, const float *y, float *product, float *energy);
