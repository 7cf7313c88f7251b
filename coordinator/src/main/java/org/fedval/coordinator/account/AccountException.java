package org.fedval.coordinator.account;

/** A change to an account that is refused; the message is one sentence for whoever asked. */
public final class AccountException extends Exception {
  private static final long serialVersionUID = 1;

  AccountException(String sentence) {
    super(sentence, null, false, false);
  }

  /** For people. */
  public String sentence() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
