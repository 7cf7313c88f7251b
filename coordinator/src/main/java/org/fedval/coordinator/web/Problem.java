package org.fedval.coordinator.web;

/**
 * Why a request is refused, for whoever asked: as a page, or as a problem document (RFC 9457).
 * Every sentence is our own; nothing that a request or another layer said is repeated.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;

  private Problem(int status, String code, String sentence) {
    super(sentence, null, false, false);
    this.status = status;
    this.code = code;
  }

  /** Something in the request must be put right. */
  public static Problem badRequest(String code, String sentence) {
    return new Problem(400, code, sentence);
  }

  public static Problem notSignedIn() {
    return new Problem(401, "NOT_SIGNED_IN", "Sign in first.");
  }

  public static Problem notAllowed() {
    return new Problem(
        403, "NOT_ALLOWED", "Your role does not allow this; a consortium administrator can.");
  }

  /** A form that was not sent from our own page. */
  public static Problem forged() {
    return new Problem(
        403, "STALE_FORM", "This form is out of date; load the page again and repeat it.");
  }

  /** The same words whether it is not there or not for this visitor. */
  public static Problem notFound() {
    return new Problem(404, "NOT_FOUND", "There is nothing here that you may see.");
  }

  /** The state of things does not allow it now. */
  public static Problem conflict(String code, String sentence) {
    return new Problem(409, code, sentence);
  }

  public static Problem tooLarge(String sentence) {
    return new Problem(413, "TOO_LARGE", sentence);
  }

  public static Problem tooMany(String sentence) {
    return new Problem(429, "TOO_MANY_REQUESTS", sentence);
  }

  /** What this server needs does not answer now. */
  public static Problem unavailable(String sentence) {
    return new Problem(503, "UNAVAILABLE", sentence);
  }

  static Problem failed(String id) {
    return new Problem(
        500,
        "FAILED",
        "This failed here and is no fault of yours; the coordinator's log says more under %s."
            .formatted(id));
  }

  public int status() {
    return status;
  }

  /** Stable, for scripts. */
  public String code() {
    return code;
  }

  /** For people. */
  public String sentence() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
