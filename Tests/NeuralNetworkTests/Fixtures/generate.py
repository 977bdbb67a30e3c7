"""Writes the fixtures of NeuralNetworkTests with PyTorch: python generate.py (see README.md).

Everything is computed in float64 and stored in float32. Activations are [T, N, width] as in our
network; a width of bins and channels has the channels beside each other.
"""

import json
import pathlib

import torch
import torch.nn.functional as F
from safetensors.torch import save_file

HERE = pathlib.Path(__file__).parent
torch.set_default_dtype(torch.float64)
torch.manual_seed(20240917)


def single(tensor):
    """Values that float32 holds exactly, so that both sides start from the same numbers."""
    return tensor.float().double()


def save(name, tensors, **metadata):
    tensors = {k: v.detach().float().contiguous() for k, v in tensors.items()}
    metadata = {k: json.dumps(v) for k, v in metadata.items()}
    save_file(tensors, HERE / f"{name}.safetensors", {"torch": torch.__version__, **metadata})


def layer(name, function, x, parameters):
    """One layer: input, parameters, output and the gradients for a random output gradient."""
    x = single(x).requires_grad_()
    parameters = [single(p).requires_grad_() for p in parameters]
    y = function(x, *parameters)
    dy = single(torch.randn_like(y))
    gradients = torch.autograd.grad(y, [x, *parameters], dy)
    tensors = {"input": x, "output": y, "output_gradient": dy, "input_gradient": gradients[0]}
    for i, (p, g) in enumerate(zip(parameters, gradients[1:])):
        tensors[f"parameter.{i}"] = p
        tensors[f"gradient.{i}"] = g
    save(name, tensors)


def linear(x, weight, bias):
    return F.linear(x, weight, bias)


def normalization(x, scale, shift):
    return F.layer_norm(x, (x.shape[-1],), scale, shift, eps=1e-5)


def convolution(bins, channels, stride):
    def function(x, weight, bias):
        frames, batch, _ = x.shape
        image = x.reshape(frames, batch, bins, channels).permute(1, 3, 0, 2)  # [N, C, T, bins]
        kernel = weight.shape[1]
        before = (kernel - 1) // 2
        out = -(-frames // stride[0])
        after = max(0, (out - 1) * stride[0] + kernel - before - frames)
        # Ours is [channels, frames, bins, input channels].
        y = F.conv2d(F.pad(image, (0, 0, before, after)), weight.permute(0, 3, 1, 2), bias, stride)
        y = y[:, :, :out]
        return y.permute(2, 0, 3, 1).reshape(out, batch, -1)

    return function


def lstm(x, weight_input, weight_hidden, bias):
    cell = torch.nn.LSTM(x.shape[-1], weight_hidden.shape[1])
    zero = torch.zeros_like(bias)
    names = ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"]
    values = dict(zip(names, [weight_input, weight_hidden, bias, zero]))
    return torch.func.functional_call(cell, values, (x,))[0]


def gru(x, weight_input, weight_hidden, bias_input, bias_hidden):
    cell = torch.nn.GRU(x.shape[-1], weight_hidden.shape[1])
    names = ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"]
    values = dict(zip(names, [weight_input, weight_hidden, bias_input, bias_hidden]))
    return torch.func.functional_call(cell, values, (x,))[0]


def uniform(*shape):
    return torch.rand(*shape) * 1.4 - 0.7


def layers():
    x = lambda frames, batch, width: torch.randn(frames, batch, width)
    layer("linear", linear, x(4, 3, 10), [uniform(7, 10), uniform(7)])
    layer("normalization", normalization, x(4, 3, 10) * 2 + 1, [1 + uniform(10), uniform(10)])
    layer("convolution", convolution(9, 2, (1, 1)), x(6, 2, 18), [uniform(5, 3, 4, 2), uniform(5)])
    layer(
        "convolution_strided",
        convolution(20, 1, (3, 4)),
        x(13, 2, 20),
        [uniform(4, 9, 9, 1), uniform(4)],
    )
    layer("lstm", lstm, x(9, 3, 6), [uniform(4 * 19, 6), uniform(4 * 19, 19), uniform(4 * 19)])
    layer(
        "gru",
        gru,
        x(9, 3, 6),
        [uniform(3 * 19, 6), uniform(3 * 19, 19), uniform(3 * 19), uniform(3 * 19)],
    )


def network():
    """The product's kind of network on sequences of unequal length, down to the CTC gradient."""
    bins, symbols = 16, 6
    kinds = [
        ("0.convolution", convolution(16, 1, (2, 3)), [(4, 5, 4, 1), (4,)]),
        ("1.normalization", normalization, [(20,), (20,)]),
        ("2.rectifier", F.relu, []),
        ("3.convolution", convolution(5, 4, (1, 1)), [(8, 3, 5, 4), (8,)]),
        ("4.normalization", normalization, [(8,), (8,)]),
        ("5.rectifier", F.relu, []),
        ("6.lstm", lstm, [(44, 8), (44, 11), (44,)]),
        ("7.normalization", normalization, [(11,), (11,)]),
        ("8.lstm", lstm, [(36, 11), (36, 9), (36,)]),
        ("9.gru", gru, [(30, 9), (30, 10), (30,), (30,)]),
        ("10.gru", gru, [(24, 10), (24, 8), (24,), (24,)]),
        ("11.linear", linear, [(symbols, 8), (symbols,)]),
    ]
    parts = {
        "convolution": ["weight", "bias"],
        "normalization": ["scale", "shift"],
        "linear": ["weight", "bias"],
        "rectifier": [],
        "lstm": ["weight_input", "weight_hidden", "bias"],
        "gru": ["weight_input", "weight_hidden", "bias_input", "bias_hidden"],
    }
    parameters, stack = {}, []
    for name, function, shapes in kinds:
        names = [f"{name}.{part}" for part in parts[name.split(".")[1]]]
        for n, shape in zip(names, shapes):
            value = uniform(*shape) * (0.6 if len(shape) > 1 else 1)
            parameters[n] = single(value + (1 if n.endswith("scale") else 0)).requires_grad_()
        stack.append((function, names))
    lengths, labels = [31, 17, 40], [[1, 2, 2, 5], [3], [4, 4, 1, 2, 3, 5, 5]]
    tensors, total, losses = {}, 0, []
    for n, (length, label) in enumerate(zip(lengths, labels)):
        features = single(torch.randn(length, bins) * 1.5)
        value = features[:, None]
        for function, names in stack:
            value = function(value, *[parameters[k] for k in names])
        loss = ctc(value, label)
        losses.append(loss.item())
        total = total + loss
        tensors |= {f"features.{n}": features, f"logits.{n}": value[:, 0]}
    gradients = torch.autograd.grad(total, list(parameters.values()))
    tensors |= {f"gradient.{k}": g for k, g in zip(parameters, gradients)}
    save("network", {**tensors, **parameters}, labels=labels, losses=losses)


def ctc(logits, label):
    """The loss of logits [T, 1, V] with blank 0."""
    return F.ctc_loss(
        F.log_softmax(logits, -1),
        torch.tensor([label], dtype=torch.long),
        torch.tensor([logits.shape[0]]),
        torch.tensor([len(label)]),
        blank=0,
        reduction="sum",
    )


def ctc_losses():
    labels = [[1], [1, 2, 3], [2, 2], [4, 4, 4, 1], [3, 1, 4, 1, 5, 9, 2, 6]]
    frames, symbols = [1, 3, 3, 20, 50], 11
    tensors, losses = {}, []
    for n, (count, label) in enumerate(zip(frames, labels)):
        logits = single(torch.randn(count, symbols) * 3).requires_grad_()
        loss = ctc(logits[:, None], label)
        losses.append(loss.item())
        tensors |= {f"logits.{n}": logits, f"gradient.{n}": torch.autograd.grad(loss, logits)[0]}
    save("ctc", tensors, labels=labels, losses=losses)


def adam():
    """Steps of AdamW after clip_grad_norm_; the second and fourth gradients are clipped."""
    weights = single(torch.randn(23)).requires_grad_()
    tensors = {"start": weights.clone()}
    optimizer = torch.optim.AdamW(
        [weights], lr=0.02, betas=(0.9, 0.98), eps=1e-8, weight_decay=0.05
    )
    norms = []
    for step in range(6):
        gradient = single(torch.randn(23) * (10 if step % 2 else 0.5))
        weights.grad = gradient.clone()
        norms.append(torch.nn.utils.clip_grad_norm_([weights], 5.0).item())
        optimizer.step()
        tensors |= {f"gradient.{step}": gradient, f"weights.{step}": weights.detach().clone()}
    save("adam", tensors, norms=norms)


layers()
network()
ctc_losses()
adam()
