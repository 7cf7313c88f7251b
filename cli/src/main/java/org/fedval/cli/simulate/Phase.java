package org.fedval.cli.simulate;

import java.util.Locale;

/** The phases of a session in order, as the sites answer them. */
enum Phase {
  ADVERTISE,
  SHARE_KEYS,
  MASK,
  VOTE,
  REVEAL_GATE,
  REVEAL_UNITS,
  FINISH;

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  Phase next() {
    return values()[ordinal() + 1];
  }
}
