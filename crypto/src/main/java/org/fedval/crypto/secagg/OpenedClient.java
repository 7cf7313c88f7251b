package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.ProtocolViolation.decoding;
import static org.fedval.crypto.secagg.ProtocolViolation.require;

import java.util.BitSet;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.GateResult;
import org.fedval.crypto.secagg.body.Result;
import org.fedval.crypto.secagg.body.SignedBody;

/** A holder that verified the gate (section 6.2, steps 5 and 6). Not thread-safe. */
public final class OpenedClient {
  private final CertifiedReveal reveal;
  private final GateResult gate;
  private final long[] gateSums;
  private final BitSet allowed;
  private final SignedBody revealB;

  OpenedClient(CertifiedReveal reveal, GateResult gate, long[] gateSums, BitSet allowed) {
    this.reveal = reveal;
    this.gate = gate;
    this.gateSums = gateSums;
    this.allowed = allowed;
    this.revealB = reveal.revealB(gate.hash(), allowed);
  }

  /** The signed second reveal to send, once it is persisted. */
  public SignedBody revealB() {
    return revealB;
  }

  /** The verified gate sums: patients and contributors of every cell. */
  public long[] gateSums() {
    return gateSums.clone();
  }

  /** The units that may be opened. */
  public BitSet allowedUnits() {
    return (BitSet) allowed.clone();
  }

  /** Checks the signed result and forgets this session's shares. */
  public SessionReceipt finish(SignedBody result) {
    SessionTerms terms = reveal.site.terms;
    byte[] body = terms.fromCoordinator(result, Result.TYPE);
    Result outcome = decoding(() -> Result.decode(body));
    terms.requireSession(outcome.sid());
    require(
        outcome.h3().equals(reveal.survivors.h3())
            && outcome.gateHash().equals(gate.hash())
            && outcome.sums().stream()
                .map(Result.UnitSum::unit)
                .toList()
                .equals(gate.allowedUnits()),
        Code.BAD_RESULT,
        "The result is not over the survivor set, gate and units that this site verified.");
    reveal.erase();
    return new SessionReceipt(
        terms.sid(), outcome.h3(), outcome.gateHash(), result.hash(), outcome.logIndex());
  }
}
