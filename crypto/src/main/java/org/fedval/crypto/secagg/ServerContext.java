package org.fedval.crypto.secagg;

import java.util.BitSet;
import java.util.List;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.SignedBody;

/** What the coordinator carries unchanged through all phases of one session. */
final class ServerContext {
  final SessionTerms terms;
  final GateRule gateRule;
  final VectorStore store;
  final List<BitSet> earlierAllowed;
  final Ending ending = new Ending();
  private final SigningKey key;

  ServerContext(
      SessionTerms terms,
      SigningKey key,
      GateRule gateRule,
      VectorStore store,
      List<BitSet> earlierAllowed) {
    this.terms = terms;
    this.key = key;
    this.gateRule = gateRule;
    this.store = store;
    this.earlierAllowed = List.copyOf(earlierAllowed);
  }

  SignedBody sign(String type, byte[] body) {
    return SignedBody.sign(type, terms.sid(), SigInput.COORDINATOR, body, key);
  }
}
