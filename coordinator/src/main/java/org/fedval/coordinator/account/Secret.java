package org.fedval.coordinator.account;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Sha256Digest;

/** 256 random bits as text: the cookie of a session, or an API token. Only its hash is stored. */
public final class Secret {
  private static final int BYTES = 32;

  /** No secret of ours is longer. */
  private static final int MAX_LENGTH = 64;

  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /** Draws a new one. */
  public static Secret draw(String prefix, SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new Secret(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** What a browser or script sent, whatever it is. */
  public static Secret sent(String text) {
    return new Secret(text.length() > MAX_LENGTH ? "" : text);
  }

  /** The text itself, for its holder alone. */
  public String reveal() {
    return text;
  }

  /** What is stored of it. */
  Sha256Digest hash() {
    return Sha256Digest.hash(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What forms send back: only who has the cookie can say it, and it doesn't tell the cookie. */
  public String antiForgeryToken() {
    return FvcWriter.labelled("AntiForgery").text(text).hash().hex();
  }

  @Override
  public String toString() {
    return "Secret[redacted]";
  }
}
