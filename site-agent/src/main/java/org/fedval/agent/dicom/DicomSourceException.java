package org.fedval.agent.dicom;

/** The source of DICOM objects cannot be listed; the message is one sentence for its operator. */
public final class DicomSourceException extends Exception {
  private static final long serialVersionUID = 1L;

  public DicomSourceException(String sentence) {
    super(sentence);
  }
}
