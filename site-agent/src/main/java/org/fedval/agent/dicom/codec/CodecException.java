package org.fedval.agent.dicom.codec;

/** A codestream that is damaged, or not what the attributes promise; the message is fixed text. */
public final class CodecException extends Exception {
  private static final long serialVersionUID = 1L;

  public CodecException(String sentence) {
    super(sentence);
  }
}
