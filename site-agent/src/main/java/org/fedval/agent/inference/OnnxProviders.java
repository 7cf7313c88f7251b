package org.fedval.agent.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;

/** The execution providers of the ONNX Runtime in this process. */
public final class OnnxProviders {
  private OnnxProviders() {}

  /**
   * Starts a provider without a model.
   *
   * @throws ProviderException when it is not in the runtime or does not start
   */
  public static void require(ExecutionProvider provider) throws ProviderException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      choose(options, provider);
    }
  }

  /** Adds the provider to the options; the runtime keeps the CPU for operators it lacks. */
  static void choose(OrtSession.SessionOptions options, ExecutionProvider provider)
      throws ProviderException {
    if (!OrtEnvironment.getAvailableProviders().contains(named(provider))) {
      throw ProviderException.of(provider, OnnxEngine.runtimeVersion(), ProviderException.MISSING);
    }
    try {
      switch (provider.kind()) {
        case CPU:
          break;
        case CUDA:
          options.addCUDA(provider.device());
          break;
        case TENSORRT:
          options.addTensorrt(provider.device());
          break;
      }
    } catch (OrtException e) {
      throw ProviderException.of(provider, OnnxEngine.runtimeVersion(), RuntimeCodes.of(e));
    }
  }

  private static OrtProvider named(ExecutionProvider provider) {
    switch (provider.kind()) {
      case CPU:
        return OrtProvider.CPU;
      case CUDA:
        return OrtProvider.CUDA;
      case TENSORRT:
        return OrtProvider.TENSOR_RT;
    }
    throw new AssertionError("every kind has a provider");
  }
}
