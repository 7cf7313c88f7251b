package org.fedval.agent.inference;

/** A model that this agent will not run; the sentence names the tensor, operator or limit. */
public final class ModelRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int runtimeCode;

  ModelRefusedException(String sentence) {
    this(sentence, 0);
  }

  private ModelRefusedException(String sentence, int runtimeCode) {
    super(sentence);
    this.runtimeCode = runtimeCode;
  }

  /**
   * ONNX Runtime cannot load the model.
   *
   * @param code {@link RuntimeCodes} has its name
   */
  public static ModelRefusedException byRuntime(int code) {
    return new ModelRefusedException(
        "ONNX Runtime cannot load model.onnx (error code "
            + RuntimeCodes.name(code)
            + "); check the model with the ONNX checker.",
        code);
  }

  /** ONNX Runtime's error code; 0 when another check refused the model. */
  public int runtimeCode() {
    return runtimeCode;
  }
}
