package org.fedval.crypto.secagg.body;

import java.util.List;
import java.util.Optional;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Sha256Digest;

/** A dealer's list of the rows it dealt, by holder, ascending. */
public record ShareKeys(Sha256Digest sid, Sha256Digest h1, int index, List<RowRef> rows) {
  public static final String TYPE = "ShareKeys";

  public ShareKeys {
    Canonical.index(index);
    rows = Canonical.set(rows, Canonical.MAX_SITES, RowRef::holder);
  }

  /** The row of one holder by its hash. */
  public record RowRef(int holder, Sha256Digest rowHash) {
    public RowRef {
      Canonical.index(holder);
    }
  }

  /** The hash of the row for {@code holder}, if the dealer lists one. */
  public Optional<Sha256Digest> rowHash(int holder) {
    int at = Canonical.find(rows, RowRef::holder, holder);
    return at < 0 ? Optional.empty() : Optional.of(rows.get(at).rowHash());
  }

  /** The body. */
  public byte[] encode() {
    FvcWriter out = FvcWriter.labelled(TYPE).digest(sid).digest(h1).u16(index);
    return out.list(rows, row -> out.u16(row.holder()).digest(row.rowHash())).toByteArray();
  }

  /** Reads a body. */
  public static ShareKeys decode(byte[] body) {
    FvcReader in = FvcReader.open(body, TYPE);
    ShareKeys keys =
        new ShareKeys(
            in.digest(),
            in.digest(),
            in.u16(),
            in.list(
                Canonical.MAX_SITES,
                Canonical.INDEX_BYTES + Canonical.HASH_BYTES,
                () -> new RowRef(in.u16(), in.digest())));
    in.end();
    return keys;
  }
}
