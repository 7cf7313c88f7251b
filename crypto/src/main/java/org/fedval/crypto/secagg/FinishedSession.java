package org.fedval.crypto.secagg;

import java.util.SortedMap;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.Result;
import org.fedval.crypto.secagg.body.SignedBody;

/** The coordinator's end of a session: the opened sums and the result to sign. Immutable. */
public final class FinishedSession {
  private final ServerContext server;
  private final Sha256Digest h3;
  private final Sha256Digest gateHash;
  private final SortedMap<Integer, Sha256Digest> sumHashes;
  private final PooledVector pooled;

  FinishedSession(
      ServerContext server,
      Sha256Digest h3,
      Sha256Digest gateHash,
      SortedMap<Integer, Sha256Digest> sumHashes,
      PooledVector pooled) {
    this.server = server;
    this.h3 = h3;
    this.gateHash = gateHash;
    this.sumHashes = sumHashes;
    this.pooled = pooled;
  }

  /** The opened sums. */
  public PooledVector pooled() {
    return pooled;
  }

  /** The hash that every survivor's vote covered. */
  public Sha256Digest h3() {
    return h3;
  }

  /** The signed result to send to every site, with its place in the log. */
  public SignedBody result(long logIndex) {
    Result result =
        new Result(
            server.terms.sid(),
            h3,
            gateHash,
            sumHashes.entrySet().stream()
                .map(e -> new Result.UnitSum(e.getKey(), e.getValue()))
                .toList(),
            logIndex);
    return server.sign(Result.TYPE, result.encode());
  }
}
