package org.fedval.agent.inference;

import ai.onnxruntime.OrtException;

/** ONNX Runtime's error codes as numbers; its messages, which may quote data, are never kept. */
final class RuntimeCodes {
  private RuntimeCodes() {}

  static int of(OrtException e) {
    return e.getCode().ordinal();
  }

  /** The name of a code that may come from another process. */
  static String name(int code) {
    OrtException.OrtErrorCode[] known = OrtException.OrtErrorCode.values();
    return code >= 0 && code < known.length ? known[code].name() : "unknown";
  }
}
