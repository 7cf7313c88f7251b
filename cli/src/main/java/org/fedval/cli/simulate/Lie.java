package org.fedval.cli.simulate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a simulated liar lies. It does so in every attempt that it is let into. */
enum Lie {
  SILENT("takes part honestly and then answers no more"),
  WRONG_ROWS("signs share boxes for some holders that do not open, then falls silent"),
  BAD_DEALER("deals well-formed shares of nothing that it committed to, then falls silent"),
  FALSE_CONFIRMATIONS("confirms other pair keys than it has"),
  OTHER_VECTOR("signs the manifest of another vector than it uploads"),
  EQUIVOCATES("signs a second, different manifest after the first"),
  FALSE_COMPLAINTS("complains about more than f dealers that did nothing wrong"),
  BAD_REVEAL("opens shares that its dealers did not give it");

  private final String says;

  Lie(String says) {
    this.says = says;
  }

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a site of this kind does. */
  String says() {
    return says;
  }

  static Optional<Lie> named(String key) {
    return Arrays.stream(values()).filter(lie -> lie.key().equals(key)).findFirst();
  }
}
