package org.fedval.crypto.secagg.body;

import java.util.List;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Sha256Digest;

/** U2: the sites that dealt shares, ascending by index. */
public record ShareDelivery(Sha256Digest sid, Sha256Digest h1, List<SignedRef> sites) {
  public static final String TYPE = "ShareDelivery";

  public ShareDelivery {
    sites = SignedRef.set(sites);
  }

  /** The body. */
  public byte[] encode() {
    FvcWriter out = FvcWriter.labelled(TYPE).digest(sid).digest(h1);
    SignedRef.write(out, sites);
    return out.toByteArray();
  }

  /** Reads a body. */
  public static ShareDelivery decode(byte[] body) {
    FvcReader in = FvcReader.open(body, TYPE);
    ShareDelivery delivery = new ShareDelivery(in.digest(), in.digest(), SignedRef.read(in));
    in.end();
    return delivery;
  }
}
