package org.fedval.coordinator.report;

/** Bytes that are not a readable {@code fedval.report/v1}. The message is fit to show to people. */
public final class ReportFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  ReportFormatException(String message) {
    super(message);
  }
}
