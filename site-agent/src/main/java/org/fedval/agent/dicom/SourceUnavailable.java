package org.fedval.agent.dicom;

/**
 * The source of DICOM objects as a whole is gone while it was being read, such as an archive that
 * was shut down. Says nothing of the object that was asked for, so it must never be counted as that
 * object's fault: it ends the pass. The message is one sentence for the source's operator.
 */
public final class SourceUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SourceUnavailable(String sentence) {
    super(sentence);
  }

  /** The same end of a pass, where a checked exception is asked for. */
  public DicomSourceException ofSource() {
    return new DicomSourceException(String.valueOf(getMessage()));
  }
}
