"""A straightforward inference pipeline: pydicom, NumPy, PIL and torch, one image after the other.

Arguments: network (densenet121 or smallnet), file with one DICOM path a line, side of the input,
its channels, threads, images a batch. Prints its versions; then, for every number on its input,
scores so many images, over the files again and again, and prints the seconds. The weights are
random: a speed does not depend on them.
"""

import sys
import time

import numpy
import PIL
import pydicom
import torch
from PIL import Image
from torch import nn


class DenseLayer(nn.Module):
    """Norm, ReLU, 1x1, norm, ReLU, 3x3 (Huang et al. 2017, DenseNet-B)."""

    def __init__(self, channels, growth):
        super().__init__()
        self.body = nn.Sequential(
            nn.BatchNorm2d(channels),
            nn.ReLU(inplace=True),
            nn.Conv2d(channels, 4 * growth, 1, bias=False),
            nn.BatchNorm2d(4 * growth),
            nn.ReLU(inplace=True),
            nn.Conv2d(4 * growth, growth, 3, padding=1, bias=False),
        )

    def forward(self, x):
        return torch.cat([x, self.body(x)], 1)


def densenet121(channels, findings):
    layers = [
        nn.Conv2d(channels, 64, 7, stride=2, padding=3, bias=False),
        nn.BatchNorm2d(64),
        nn.ReLU(inplace=True),
        nn.MaxPool2d(3, stride=2, padding=1),
    ]
    width = 64
    for block, depth in enumerate([6, 12, 24, 16]):
        for _ in range(depth):
            layers.append(DenseLayer(width, 32))
            width += 32
        if block < 3:
            layers += [
                nn.BatchNorm2d(width),
                nn.ReLU(inplace=True),
                nn.Conv2d(width, width // 2, 1, bias=False),
                nn.AvgPool2d(2),
            ]
            width //= 2
    layers += [nn.BatchNorm2d(width), nn.ReLU(inplace=True)]
    return head(layers, width, findings)


def smallnet(channels, findings):
    layers = []
    width = channels
    for block, out in enumerate([16, 32, 64, 96, 96]):
        layers += [nn.Conv2d(width, out, 3, padding=1), nn.BatchNorm2d(out), nn.ReLU(inplace=True)]
        if block < 4:
            layers.append(nn.MaxPool2d(2))
        width = out
    return head(layers, width, findings)


def head(layers, width, findings):
    layers += [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(width, findings), nn.Sigmoid()]
    return nn.Sequential(*layers)


def plane(path, side):
    """Stored values to one channel of the input, as such pipelines do it."""
    data = pydicom.dcmread(path)
    pixels = data.pixel_array.astype(numpy.float32)
    pixels = pixels * float(data.get("RescaleSlope", 1)) + float(data.get("RescaleIntercept", 0))
    if data.get("WindowCenter") not in (None, ""):
        center = first(data.WindowCenter)
        width = first(data.WindowWidth)
        pixels = (pixels - (center - 0.5)) / (width - 1) + 0.5
    else:
        pixels = pixels / (2**data.BitsStored - 1)
    pixels = numpy.clip(pixels, 0, 1)
    if data.PhotometricInterpretation == "MONOCHROME1":
        pixels = 1 - pixels
    resized = Image.fromarray(pixels).resize((side, side), Image.BILINEAR)
    return (numpy.asarray(resized) - 0.5) / 0.25


def first(value):
    return float(value[0]) if isinstance(value, pydicom.multival.MultiValue) else float(value)


def main():
    network, listing, side, channels, threads, batch = sys.argv[1:]
    side, channels, batch = int(side), int(channels), int(batch)
    torch.set_num_threads(int(threads))
    with open(listing, encoding="utf-8") as lines:
        files = lines.read().splitlines()
    model = {"densenet121": densenet121, "smallnet": smallnet}[network](channels, 3).eval()
    print(
        f"torch {torch.__version__}, pydicom {pydicom.__version__},"
        f" NumPy {numpy.__version__}, PIL {PIL.__version__}",
        flush=True,
    )
    for line in sys.stdin:
        start = time.perf_counter()
        positives = 0
        waiting = []
        for number in range(int(line)):
            image = plane(files[number % len(files)], side)
            waiting.append(numpy.repeat(image[None], channels, 0))
            if len(waiting) == batch:
                with torch.no_grad():
                    scores = model(torch.from_numpy(numpy.stack(waiting))).numpy()
                positives += int((scores > 0.5).sum())
                waiting = []
        print(time.perf_counter() - start, positives, flush=True)


if __name__ == "__main__":
    main()
