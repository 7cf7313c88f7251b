package org.fedval.crypto.secagg.body;

import java.util.SortedMap;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Sha256Digest;

/** The hash chain over a session: each value binds everything before it. */
public final class Transcript {
  private Transcript() {}

  /** Over the session id and the Advertise bodies of U1. */
  public static Sha256Digest h1(Sha256Digest sid, SortedMap<Integer, Sha256Digest> advertises) {
    return step("U1", sid, advertises);
  }

  /** Over h1 and the ShareKeys bodies of U2. */
  public static Sha256Digest h2(Sha256Digest h1, SortedMap<Integer, Sha256Digest> shareKeys) {
    return step("U2", h1, shareKeys);
  }

  /** Over h2 and the manifests of U3. */
  public static Sha256Digest h3(Sha256Digest h2, SortedMap<Integer, Sha256Digest> manifests) {
    return step("U3", h2, manifests);
  }

  private static Sha256Digest step(
      String label, Sha256Digest before, SortedMap<Integer, Sha256Digest> bodies) {
    FvcWriter out = FvcWriter.labelled(label).digest(before);
    return out.list(bodies.entrySet(), e -> out.u16(e.getKey()).digest(e.getValue())).hash();
  }
}
