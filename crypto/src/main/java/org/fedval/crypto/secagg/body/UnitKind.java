package org.fedval.crypto.secagg.body;

import org.fedval.crypto.primitive.MalformedBody;

/** What the numbers of a unit are. */
public enum UnitKind {
  /** Patients and contributors of every cell; 0 or more. */
  GATE,
  /** Counts; 0 or more. */
  UNSIGNED,
  /** Sums that may be negative. */
  SIGNED;

  int code() {
    return ordinal();
  }

  static UnitKind ofCode(int code) {
    if (code >= values().length) {
      throw new MalformedBody("A unit kind is not known.");
    }
    return values()[code];
  }
}
