package org.fedval.crypto.secagg.body;

import java.util.List;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Sha256Digest;

/** U1: the sites that advertised, ascending by index. */
public record AdvertiseSet(Sha256Digest sid, List<SignedRef> sites) {
  public static final String TYPE = "AdvertiseSet";

  public AdvertiseSet {
    sites = SignedRef.set(sites);
  }

  /** The body. */
  public byte[] encode() {
    FvcWriter out = FvcWriter.labelled(TYPE).digest(sid);
    SignedRef.write(out, sites);
    return out.toByteArray();
  }

  /** Reads a body. */
  public static AdvertiseSet decode(byte[] body) {
    FvcReader in = FvcReader.open(body, TYPE);
    AdvertiseSet set = new AdvertiseSet(in.digest(), SignedRef.read(in));
    in.end();
    return set;
  }
}
