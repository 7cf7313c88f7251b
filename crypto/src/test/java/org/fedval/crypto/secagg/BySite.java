package org.fedval.crypto.secagg;

import java.util.Objects;
import java.util.TreeMap;

/** One value for every site that has one; asking for a site without one fails the test. */
final class BySite<T> extends TreeMap<Integer, T> {
  private static final long serialVersionUID = 1;

  T at(int site) {
    return Objects.requireNonNull(get(site));
  }
}
