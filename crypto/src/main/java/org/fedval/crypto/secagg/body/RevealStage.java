package org.fedval.crypto.secagg.body;

/** Which of the two reveals. */
public enum RevealStage {
  /** Gate self-mask secrets of survivors, mask seeds of dropped sites. */
  A("RevealA"),
  /** Self-mask secrets of the allowed units of survivors. */
  B("RevealB");

  private final String type;

  RevealStage(String type) {
    this.type = type;
  }

  /** The body's type name. */
  public String type() {
    return type;
  }
}
