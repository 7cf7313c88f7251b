package org.fedval.coordinator.access;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name that an account signs in with: an e-mail address or a short name, in lower case. */
public record LoginName(String text) {
  /** What is wrong with anything else, for people. */
  public static final String RULE =
      "A sign-in name is 1 to 128 letters, digits, dots, hyphens, underscores, plus signs or @,"
          + " beginning with a letter or digit.";

  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._+@-]{0,127}");

  public LoginName {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(RULE);
    }
  }

  /** Reads what somebody typed; case and spaces around it don't matter. */
  public static Optional<LoginName> parse(String typed) {
    String text = typed.strip().toLowerCase(Locale.ROOT);
    return FORM.matcher(text).matches() ? Optional.of(new LoginName(text)) : Optional.empty();
  }
}
