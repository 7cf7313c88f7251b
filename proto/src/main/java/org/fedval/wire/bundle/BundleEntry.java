package org.fedval.wire.bundle;

/** The entries of a bundle, in the only order in which they may stand. */
enum BundleEntry {
  MANIFEST("manifest", 64 << 10),
  SIGNATURE("manifest.sig", 64),
  SPECIFICATION("model.yaml", ModelSpecReader.MAX_BYTES),
  MODEL("model.onnx", LockedBundle.MAX_MODEL_BYTES);

  private final String fileName;
  private final int maxBytes;

  BundleEntry(String fileName, int maxBytes) {
    this.fileName = fileName;
    this.maxBytes = maxBytes;
  }

  String fileName() {
    return fileName;
  }

  /** The largest length that a reader takes. */
  int maxBytes() {
    return maxBytes;
  }
}
