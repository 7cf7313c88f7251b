package org.fedval.agent.inference;

import java.util.Locale;

/** The execution provider that was asked for does not work here; another one is never taken. */
public final class ProviderException extends Exception {
  /** Stands for a provider that the runtime was built without. */
  public static final int MISSING = -1;

  private static final long serialVersionUID = 1L;

  private final int runtimeCode;

  private ProviderException(String sentence, int runtimeCode) {
    super(sentence);
    this.runtimeCode = runtimeCode;
  }

  /**
   * The provider is not in the runtime, or does not start.
   *
   * @param runtime the runtime's version
   * @param code {@link #MISSING} or ONNX Runtime's error code
   */
  public static ProviderException of(ExecutionProvider asked, String runtime, int code) {
    String sentence =
        code == MISSING
            ? String.format(
                Locale.ROOT,
                "The execution provider %s is not in this ONNX Runtime %s; build Fedval with the"
                    + " Maven profile gpu, or write provider: cpu into agent.yaml.",
                asked,
                runtime)
            : String.format(
                Locale.ROOT,
                "The execution provider %s does not start on this machine (ONNX Runtime %s, error"
                    + " code %s); check the GPU's number, its driver, CUDA 12 and cuDNN 9, or"
                    + " write provider: cpu into agent.yaml.",
                asked,
                runtime,
                RuntimeCodes.name(code));
    return new ProviderException(sentence, code);
  }

  /** {@link #MISSING} or ONNX Runtime's error code. */
  public int runtimeCode() {
    return runtimeCode;
  }
}
