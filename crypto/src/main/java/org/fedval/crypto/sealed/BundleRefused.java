package org.fedval.crypto.sealed;

/**
 * A bundle, its manifest or its key wrap is not what it claims to be. The message is one static
 * sentence for the operator of the site; the model owner must act, never the site.
 */
public final class BundleRefused extends RuntimeException {
  /** What is wrong. */
  public enum Reason {
    NOT_A_BUNDLE("This file is not a sealed model bundle; fetch it again."),
    WRONG_KEY("The bundle does not belong to this key; ask the model owner for both again."),
    DAMAGED("A segment of the bundle was changed, moved or cut; fetch the bundle again."),
    TRUNCATED("The bundle ends too early; resume the download."),
    TRAILING("There are bytes behind the end of the bundle; fetch it again."),
    WRONG_CIPHERTEXT("The bundle file is not the one that the manifest names; fetch it again."),
    WRONG_PLAINTEXT("The opened model is not the one that the study names; do not run it."),
    WRONG_MANIFEST("The manifest is not the one that the study names; ask the model owner."),
    BAD_SIGNATURE("The model owner did not sign this; ask the model owner."),
    EXPIRED("The bundle has expired; ask the model owner for a new one."),
    WRONG_STUDY("This key wrap belongs to another study."),
    WRONG_BUNDLE("This key wrap belongs to another bundle."),
    WRONG_SITE("This key wrap belongs to another site."),
    WRAP_DOES_NOT_OPEN("The key wrap does not open with the keys of this site; ask for a new one.");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }
  }

  private static final long serialVersionUID = 1;

  private final Reason reason;

  BundleRefused(Reason reason) {
    super(reason.sentence);
    this.reason = reason;
  }

  /** What is wrong. */
  public Reason reason() {
    return reason;
  }
}
