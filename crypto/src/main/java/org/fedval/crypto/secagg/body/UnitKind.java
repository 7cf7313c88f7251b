package org.fedval.crypto.secagg.body;

import org.fedval.crypto.primitive.MalformedBody;

/** What the numbers of a unit are. */
public enum UnitKind {
  /** Patients and contributors of every cell; 0 or more. */
  GATE,
  /** Counts; 0 or more. */
  UNSIGNED,
  /** Sums that may be negative. */
  SIGNED,
  /** Sums that may be negative, opened only together with the parent cell and the one after it. */
  JOINT,
  /** As {@link #JOINT}, with one term a site in each sum, so that it takes more sites to open. */
  SITE_TERMS;

  /** Whether a number may be below 0. */
  public boolean isSigned() {
    return compareTo(SIGNED) >= 0;
  }

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
